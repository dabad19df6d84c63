// Code generated from PostgreSQL 15's errcodes.txt by gen; DO NOT EDIT.

package pgerr

const (
	SuccessfulCompletion                            Code = 0        // 00000
	Warning                                         Code = 46656    // 01000
	WarningDynamicResultSetsReturned                Code = 46668    // 0100C
	WarningImplicitZeroBitPadding                   Code = 46664    // 01008
	WarningNullValueEliminatedInSetFunction         Code = 46659    // 01003
	WarningPrivilegeNotGranted                      Code = 46663    // 01007
	WarningPrivilegeNotRevoked                      Code = 46662    // 01006
	WarningStringDataRightTruncation                Code = 46660    // 01004
	WarningDeprecatedFeature                        Code = 79057    // 01P01
	NoData                                          Code = 93312    // 02000
	NoAdditionalDynamicResultSetsReturned           Code = 93313    // 02001
	SqlStatementNotYetComplete                      Code = 139968   // 03000
	ConnectionException                             Code = 373248   // 08000
	ConnectionDoesNotExist                          Code = 373251   // 08003
	ConnectionFailure                               Code = 373254   // 08006
	SqlclientUnableToEstablishSqlconnection         Code = 373249   // 08001
	SqlserverRejectedEstablishmentOfSqlconnection   Code = 373252   // 08004
	TransactionResolutionUnknown                    Code = 373255   // 08007
	ProtocolViolation                               Code = 405649   // 08P01
	TriggeredActionException                        Code = 419904   // 09000
	FeatureNotSupported                             Code = 466560   // 0A000
	InvalidTransactionInitiation                    Code = 513216   // 0B000
	LocatorException                                Code = 699840   // 0F000
	LEInvalidSpecification                          Code = 699841   // 0F001
	InvalidGrantor                                  Code = 979776   // 0L000
	InvalidGrantOperation                           Code = 1012177  // 0LP01
	InvalidRoleSpecification                        Code = 1166400  // 0P000
	DiagnosticsException                            Code = 1632960  // 0Z000
	StackedDiagnosticsAccessedWithoutActiveHandler  Code = 1632962  // 0Z002
	CaseNotFound                                    Code = 3359232  // 20000
	CardinalityViolation                            Code = 3405888  // 21000
	DataException                                   Code = 3452544  // 22000
	ArrayElementError                               Code = 3452630  // 2202E
	ArraySubscriptError                             Code = 3452630  // 2202E
	CharacterNotInRepertoire                        Code = 3452617  // 22021
	DatetimeFieldOverflow                           Code = 3452552  // 22008
	DatetimeValueOutOfRange                         Code = 3452552  // 22008
	DivisionByZero                                  Code = 3452582  // 22012
	ErrorInAssignment                               Code = 3452549  // 22005
	EscapeCharacterConflict                         Code = 3452555  // 2200B
	IndicatorOverflow                               Code = 3452618  // 22022
	IntervalFieldOverflow                           Code = 3452585  // 22015
	InvalidArgumentForLog                           Code = 3452594  // 2201E
	InvalidArgumentForNtile                         Code = 3452584  // 22014
	InvalidArgumentForNthValue                      Code = 3452586  // 22016
	InvalidArgumentForPowerFunction                 Code = 3452595  // 2201F
	InvalidArgumentForWidthBucketFunction           Code = 3452596  // 2201G
	InvalidCharacterValueForCast                    Code = 3452588  // 22018
	InvalidDatetimeFormat                           Code = 3452551  // 22007
	InvalidEscapeCharacter                          Code = 3452589  // 22019
	InvalidEscapeOctet                              Code = 3452557  // 2200D
	InvalidEscapeSequence                           Code = 3452621  // 22025
	NonstandardUseOfEscapeCharacter                 Code = 3484950  // 22P06
	InvalidIndicatorParameterValue                  Code = 3452580  // 22010
	InvalidParameterValue                           Code = 3452619  // 22023
	InvalidPrecedingOrFollowingSize                 Code = 3452583  // 22013
	InvalidRegularExpression                        Code = 3452591  // 2201B
	InvalidRowCountInLimitClause                    Code = 3452612  // 2201W
	InvalidRowCountInResultOffsetClause             Code = 3452613  // 2201X
	InvalidTablesampleArgument                      Code = 3452633  // 2202H
	InvalidTablesampleRepeat                        Code = 3452632  // 2202G
	InvalidTimeZoneDisplacementValue                Code = 3452553  // 22009
	InvalidUseOfEscapeCharacter                     Code = 3452556  // 2200C
	MostSpecificTypeMismatch                        Code = 3452560  // 2200G
	NullValueNotAllowed                             Code = 3452548  // 22004
	NullValueNoIndicatorParameter                   Code = 3452546  // 22002
	NumericValueOutOfRange                          Code = 3452547  // 22003
	SequenceGeneratorLimitExceeded                  Code = 3452561  // 2200H
	StringDataLengthMismatch                        Code = 3452622  // 22026
	StringDataRightTruncation                       Code = 3452545  // 22001
	SubstringError                                  Code = 3452581  // 22011
	TrimError                                       Code = 3452623  // 22027
	UnterminatedCString                             Code = 3452620  // 22024
	ZeroLengthCharacterString                       Code = 3452559  // 2200F
	FloatingPointException                          Code = 3484945  // 22P01
	InvalidTextRepresentation                       Code = 3484946  // 22P02
	InvalidBinaryRepresentation                     Code = 3484947  // 22P03
	BadCopyFileFormat                               Code = 3484948  // 22P04
	UntranslatableCharacter                         Code = 3484949  // 22P05
	NotAnXmlDocument                                Code = 3452565  // 2200L
	InvalidXmlDocument                              Code = 3452566  // 2200M
	InvalidXmlContent                               Code = 3452567  // 2200N
	InvalidXmlComment                               Code = 3452572  // 2200S
	InvalidXmlProcessingInstruction                 Code = 3452573  // 2200T
	DuplicateJsonObjectKeyValue                     Code = 3452652  // 22030
	InvalidArgumentForSqlJsonDatetimeFunction       Code = 3452653  // 22031
	InvalidJsonText                                 Code = 3452654  // 22032
	InvalidSqlJsonSubscript                         Code = 3452655  // 22033
	MoreThanOneSqlJsonItem                          Code = 3452656  // 22034
	NoSqlJsonItem                                   Code = 3452657  // 22035
	NonNumericSqlJsonItem                           Code = 3452658  // 22036
	NonUniqueKeysInAJsonObject                      Code = 3452659  // 22037
	SingletonSqlJsonItemRequired                    Code = 3452660  // 22038
	SqlJsonArrayNotFound                            Code = 3452661  // 22039
	SqlJsonMemberNotFound                           Code = 3452662  // 2203A
	SqlJsonNumberNotFound                           Code = 3452663  // 2203B
	SqlJsonObjectNotFound                           Code = 3452664  // 2203C
	TooManyJsonArrayElements                        Code = 3452665  // 2203D
	TooManyJsonObjectMembers                        Code = 3452666  // 2203E
	SqlJsonScalarRequired                           Code = 3452667  // 2203F
	SqlJsonItemCannotBeCastToTargetType             Code = 3452668  // 2203G
	IntegrityConstraintViolation                    Code = 3499200  // 23000
	RestrictViolation                               Code = 3499201  // 23001
	NotNullViolation                                Code = 3505682  // 23502
	ForeignKeyViolation                             Code = 3505683  // 23503
	UniqueViolation                                 Code = 3505685  // 23505
	CheckViolation                                  Code = 3505720  // 23514
	ExclusionViolation                              Code = 3531601  // 23P01
	InvalidCursorState                              Code = 3545856  // 24000
	InvalidTransactionState                         Code = 3592512  // 25000
	ActiveSqlTransaction                            Code = 3592513  // 25001
	BranchTransactionAlreadyActive                  Code = 3592514  // 25002
	HeldCursorRequiresSameIsolationLevel            Code = 3592520  // 25008
	InappropriateAccessModeForBranchTransaction     Code = 3592515  // 25003
	InappropriateIsolationLevelForBranchTransaction Code = 3592516  // 25004
	NoActiveSqlTransactionForBranchTransaction      Code = 3592517  // 25005
	ReadOnlySqlTransaction                          Code = 3592518  // 25006
	SchemaAndDataStatementMixingNotSupported        Code = 3592519  // 25007
	NoActiveSqlTransaction                          Code = 3624913  // 25P01
	InFailedSqlTransaction                          Code = 3624914  // 25P02
	IdleInTransactionSessionTimeout                 Code = 3624915  // 25P03
	InvalidSqlStatementName                         Code = 3639168  // 26000
	TriggeredDataChangeViolation                    Code = 3685824  // 27000
	InvalidAuthorizationSpecification               Code = 3732480  // 28000
	InvalidPassword                                 Code = 3764881  // 28P01
	DependentPrivilegeDescriptorsStillExist         Code = 3872448  // 2B000
	DependentObjectsStillExist                      Code = 3904849  // 2BP01
	InvalidTransactionTermination                   Code = 3965760  // 2D000
	SqlRoutineException                             Code = 4059072  // 2F000
	SREFunctionExecutedNoReturnStatement            Code = 4059077  // 2F005
	SREModifyingSqlDataNotPermitted                 Code = 4059074  // 2F002
	SREProhibitedSqlStatementAttempted              Code = 4059075  // 2F003
	SREReadingSqlDataNotPermitted                   Code = 4059076  // 2F004
	InvalidCursorName                               Code = 5225472  // 34000
	ExternalRoutineException                        Code = 5412096  // 38000
	EREContainingSqlNotPermitted                    Code = 5412097  // 38001
	EREModifyingSqlDataNotPermitted                 Code = 5412098  // 38002
	EREProhibitedSqlStatementAttempted              Code = 5412099  // 38003
	EREReadingSqlDataNotPermitted                   Code = 5412100  // 38004
	ExternalRoutineInvocationException              Code = 5458752  // 39000
	ERIEInvalidSqlstateReturned                     Code = 5458753  // 39001
	ERIENullValueNotAllowed                         Code = 5458756  // 39004
	ERIETriggerProtocolViolated                     Code = 5491153  // 39P01
	ERIESrfProtocolViolated                         Code = 5491154  // 39P02
	ERIEEventTriggerProtocolViolated                Code = 5491155  // 39P03
	SavepointException                              Code = 5552064  // 3B000
	SEInvalidSpecification                          Code = 5552065  // 3B001
	InvalidCatalogName                              Code = 5645376  // 3D000
	InvalidSchemaName                               Code = 5738688  // 3F000
	TransactionRollback                             Code = 6718464  // 40000
	TRIntegrityConstraintViolation                  Code = 6718466  // 40002
	TRSerializationFailure                          Code = 6718465  // 40001
	TRStatementCompletionUnknown                    Code = 6718467  // 40003
	TRDeadlockDetected                              Code = 6750865  // 40P01
	SyntaxErrorOrAccessRuleViolation                Code = 6811776  // 42000
	SyntaxError                                     Code = 6819553  // 42601
	InsufficientPrivilege                           Code = 6818257  // 42501
	CannotCoerce                                    Code = 6822294  // 42846
	GroupingError                                   Code = 6822147  // 42803
	WindowingError                                  Code = 6844248  // 42P20
	InvalidRecursion                                Code = 6844221  // 42P19
	InvalidForeignKey                               Code = 6822252  // 42830
	InvalidName                                     Code = 6819554  // 42602
	NameTooLong                                     Code = 6819626  // 42622
	ReservedName                                    Code = 6823557  // 42939
	DatatypeMismatch                                Code = 6822148  // 42804
	IndeterminateDatatype                           Code = 6844220  // 42P18
	CollationMismatch                               Code = 6844249  // 42P21
	IndeterminateCollation                          Code = 6844250  // 42P22
	WrongObjectType                                 Code = 6822153  // 42809
	GeneratedAlways                                 Code = 6822585  // 428C9
	UndefinedColumn                                 Code = 6820851  // 42703
	UndefinedCursor                                 Code = 5225472  // 34000
	UndefinedDatabase                               Code = 5645376  // 3D000
	UndefinedFunction                               Code = 6822435  // 42883
	UndefinedPstatement                             Code = 3639168  // 26000
	UndefinedSchema                                 Code = 5738688  // 3F000
	UndefinedTable                                  Code = 6844177  // 42P01
	UndefinedParameter                              Code = 6844178  // 42P02
	UndefinedObject                                 Code = 6820852  // 42704
	DuplicateColumn                                 Code = 6820849  // 42701
	DuplicateCursor                                 Code = 6844179  // 42P03
	DuplicateDatabase                               Code = 6844180  // 42P04
	DuplicateFunction                               Code = 6820923  // 42723
	DuplicatePstatement                             Code = 6844181  // 42P05
	DuplicateSchema                                 Code = 6844182  // 42P06
	DuplicateTable                                  Code = 6844183  // 42P07
	DuplicateAlias                                  Code = 6820886  // 42712
	DuplicateObject                                 Code = 6820884  // 42710
	AmbiguousColumn                                 Code = 6820850  // 42702
	AmbiguousFunction                               Code = 6820925  // 42725
	AmbiguousParameter                              Code = 6844184  // 42P08
	AmbiguousAlias                                  Code = 6844185  // 42P09
	InvalidColumnReference                          Code = 6844212  // 42P10
	InvalidColumnDefinition                         Code = 6819589  // 42611
	InvalidCursorDefinition                         Code = 6844213  // 42P11
	InvalidDatabaseDefinition                       Code = 6844214  // 42P12
	InvalidFunctionDefinition                       Code = 6844215  // 42P13
	InvalidPstatementDefinition                     Code = 6844216  // 42P14
	InvalidSchemaDefinition                         Code = 6844217  // 42P15
	InvalidTableDefinition                          Code = 6844218  // 42P16
	InvalidObjectDefinition                         Code = 6844219  // 42P17
	WithCheckOptionViolation                        Code = 6905088  // 44000
	InsufficientResources                           Code = 8538048  // 53000
	DiskFull                                        Code = 8539344  // 53100
	OutOfMemory                                     Code = 8540640  // 53200
	TooManyConnections                              Code = 8541936  // 53300
	ConfigurationLimitExceeded                      Code = 8543232  // 53400
	ProgramLimitExceeded                            Code = 8584704  // 54000
	StatementTooComplex                             Code = 8584705  // 54001
	TooManyColumns                                  Code = 8584741  // 54011
	TooManyArguments                                Code = 8584779  // 54023
	ObjectNotInPrerequisiteState                    Code = 8631360  // 55000
	ObjectInUse                                     Code = 8631366  // 55006
	CantChangeRuntimeParam                          Code = 8663762  // 55P02
	LockNotAvailable                                Code = 8663763  // 55P03
	UnsafeNewEnumValueUsage                         Code = 8663764  // 55P04
	OperatorIntervention                            Code = 8724672  // 57000
	QueryCanceled                                   Code = 8724712  // 57014
	AdminShutdown                                   Code = 8757073  // 57P01
	CrashShutdown                                   Code = 8757074  // 57P02
	CannotConnectNow                                Code = 8757075  // 57P03
	DatabaseDropped                                 Code = 8757076  // 57P04
	IdleSessionTimeout                              Code = 8757077  // 57P05
	SystemError                                     Code = 8771328  // 58000
	IoError                                         Code = 8771436  // 58030
	UndefinedFile                                   Code = 8803729  // 58P01
	DuplicateFile                                   Code = 8803730  // 58P02
	SnapshotTooOld                                  Code = 11850624 // 72000
	ConfigFileError                                 Code = 25194240 // F0000
	LockFileExists                                  Code = 25194241 // F0001
	FdwError                                        Code = 29999808 // HV000
	FdwColumnNameNotFound                           Code = 29999813 // HV005
	FdwDynamicParameterValueNeeded                  Code = 29999810 // HV002
	FdwFunctionSequenceError                        Code = 29999844 // HV010
	FdwInconsistentDescriptorInformation            Code = 29999881 // HV021
	FdwInvalidAttributeValue                        Code = 29999884 // HV024
	FdwInvalidColumnName                            Code = 29999815 // HV007
	FdwInvalidColumnNumber                          Code = 29999816 // HV008
	FdwInvalidDataType                              Code = 29999812 // HV004
	FdwInvalidDataTypeDescriptors                   Code = 29999814 // HV006
	FdwInvalidDescriptorFieldIdentifier             Code = 30000133 // HV091
	FdwInvalidHandle                                Code = 29999819 // HV00B
	FdwInvalidOptionIndex                           Code = 29999820 // HV00C
	FdwInvalidOptionName                            Code = 29999821 // HV00D
	FdwInvalidStringLengthOrBufferLength            Code = 30000132 // HV090
	FdwInvalidStringFormat                          Code = 29999818 // HV00A
	FdwInvalidUseOfNullPointer                      Code = 29999817 // HV009
	FdwTooManyHandles                               Code = 29999848 // HV014
	FdwOutOfMemory                                  Code = 29999809 // HV001
	FdwNoSchemas                                    Code = 29999833 // HV00P
	FdwOptionNameNotFound                           Code = 29999827 // HV00J
	FdwReplyHandle                                  Code = 29999828 // HV00K
	FdwSchemaNotFound                               Code = 29999834 // HV00Q
	FdwTableNotFound                                Code = 29999835 // HV00R
	FdwUnableToCreateExecution                      Code = 29999829 // HV00L
	FdwUnableToCreateReply                          Code = 29999830 // HV00M
	FdwUnableToEstablishConnection                  Code = 29999831 // HV00N
	PlpgsqlError                                    Code = 41990400 // P0000
	RaiseException                                  Code = 41990401 // P0001
	NoDataFound                                     Code = 41990402 // P0002
	TooManyRows                                     Code = 41990403 // P0003
	AssertFailure                                   Code = 41990404 // P0004
	InternalError                                   Code = 56966976 // XX000
	DataCorrupted                                   Code = 56966977 // XX001
	IndexCorrupted                                  Code = 56966978 // XX002
)

// conditions holds the condition name of each code, as PL/pgSQL spells it.
var conditions = map[Code]string{
	SuccessfulCompletion:                            "successful_completion",
	Warning:                                         "warning",
	WarningDynamicResultSetsReturned:                "dynamic_result_sets_returned",
	WarningImplicitZeroBitPadding:                   "implicit_zero_bit_padding",
	WarningNullValueEliminatedInSetFunction:         "null_value_eliminated_in_set_function",
	WarningPrivilegeNotGranted:                      "privilege_not_granted",
	WarningPrivilegeNotRevoked:                      "privilege_not_revoked",
	WarningStringDataRightTruncation:                "string_data_right_truncation",
	WarningDeprecatedFeature:                        "deprecated_feature",
	NoData:                                          "no_data",
	NoAdditionalDynamicResultSetsReturned:           "no_additional_dynamic_result_sets_returned",
	SqlStatementNotYetComplete:                      "sql_statement_not_yet_complete",
	ConnectionException:                             "connection_exception",
	ConnectionDoesNotExist:                          "connection_does_not_exist",
	ConnectionFailure:                               "connection_failure",
	SqlclientUnableToEstablishSqlconnection:         "sqlclient_unable_to_establish_sqlconnection",
	SqlserverRejectedEstablishmentOfSqlconnection:   "sqlserver_rejected_establishment_of_sqlconnection",
	TransactionResolutionUnknown:                    "transaction_resolution_unknown",
	ProtocolViolation:                               "protocol_violation",
	TriggeredActionException:                        "triggered_action_exception",
	FeatureNotSupported:                             "feature_not_supported",
	InvalidTransactionInitiation:                    "invalid_transaction_initiation",
	LocatorException:                                "locator_exception",
	LEInvalidSpecification:                          "invalid_locator_specification",
	InvalidGrantor:                                  "invalid_grantor",
	InvalidGrantOperation:                           "invalid_grant_operation",
	InvalidRoleSpecification:                        "invalid_role_specification",
	DiagnosticsException:                            "diagnostics_exception",
	StackedDiagnosticsAccessedWithoutActiveHandler:  "stacked_diagnostics_accessed_without_active_handler",
	CaseNotFound:                                    "case_not_found",
	CardinalityViolation:                            "cardinality_violation",
	DataException:                                   "data_exception",
	ArraySubscriptError:                             "array_subscript_error",
	CharacterNotInRepertoire:                        "character_not_in_repertoire",
	DatetimeFieldOverflow:                           "datetime_field_overflow",
	DivisionByZero:                                  "division_by_zero",
	ErrorInAssignment:                               "error_in_assignment",
	EscapeCharacterConflict:                         "escape_character_conflict",
	IndicatorOverflow:                               "indicator_overflow",
	IntervalFieldOverflow:                           "interval_field_overflow",
	InvalidArgumentForLog:                           "invalid_argument_for_logarithm",
	InvalidArgumentForNtile:                         "invalid_argument_for_ntile_function",
	InvalidArgumentForNthValue:                      "invalid_argument_for_nth_value_function",
	InvalidArgumentForPowerFunction:                 "invalid_argument_for_power_function",
	InvalidArgumentForWidthBucketFunction:           "invalid_argument_for_width_bucket_function",
	InvalidCharacterValueForCast:                    "invalid_character_value_for_cast",
	InvalidDatetimeFormat:                           "invalid_datetime_format",
	InvalidEscapeCharacter:                          "invalid_escape_character",
	InvalidEscapeOctet:                              "invalid_escape_octet",
	InvalidEscapeSequence:                           "invalid_escape_sequence",
	NonstandardUseOfEscapeCharacter:                 "nonstandard_use_of_escape_character",
	InvalidIndicatorParameterValue:                  "invalid_indicator_parameter_value",
	InvalidParameterValue:                           "invalid_parameter_value",
	InvalidPrecedingOrFollowingSize:                 "invalid_preceding_or_following_size",
	InvalidRegularExpression:                        "invalid_regular_expression",
	InvalidRowCountInLimitClause:                    "invalid_row_count_in_limit_clause",
	InvalidRowCountInResultOffsetClause:             "invalid_row_count_in_result_offset_clause",
	InvalidTablesampleArgument:                      "invalid_tablesample_argument",
	InvalidTablesampleRepeat:                        "invalid_tablesample_repeat",
	InvalidTimeZoneDisplacementValue:                "invalid_time_zone_displacement_value",
	InvalidUseOfEscapeCharacter:                     "invalid_use_of_escape_character",
	MostSpecificTypeMismatch:                        "most_specific_type_mismatch",
	NullValueNotAllowed:                             "null_value_not_allowed",
	NullValueNoIndicatorParameter:                   "null_value_no_indicator_parameter",
	NumericValueOutOfRange:                          "numeric_value_out_of_range",
	SequenceGeneratorLimitExceeded:                  "sequence_generator_limit_exceeded",
	StringDataLengthMismatch:                        "string_data_length_mismatch",
	StringDataRightTruncation:                       "string_data_right_truncation",
	SubstringError:                                  "substring_error",
	TrimError:                                       "trim_error",
	UnterminatedCString:                             "unterminated_c_string",
	ZeroLengthCharacterString:                       "zero_length_character_string",
	FloatingPointException:                          "floating_point_exception",
	InvalidTextRepresentation:                       "invalid_text_representation",
	InvalidBinaryRepresentation:                     "invalid_binary_representation",
	BadCopyFileFormat:                               "bad_copy_file_format",
	UntranslatableCharacter:                         "untranslatable_character",
	NotAnXmlDocument:                                "not_an_xml_document",
	InvalidXmlDocument:                              "invalid_xml_document",
	InvalidXmlContent:                               "invalid_xml_content",
	InvalidXmlComment:                               "invalid_xml_comment",
	InvalidXmlProcessingInstruction:                 "invalid_xml_processing_instruction",
	DuplicateJsonObjectKeyValue:                     "duplicate_json_object_key_value",
	InvalidArgumentForSqlJsonDatetimeFunction:       "invalid_argument_for_sql_json_datetime_function",
	InvalidJsonText:                                 "invalid_json_text",
	InvalidSqlJsonSubscript:                         "invalid_sql_json_subscript",
	MoreThanOneSqlJsonItem:                          "more_than_one_sql_json_item",
	NoSqlJsonItem:                                   "no_sql_json_item",
	NonNumericSqlJsonItem:                           "non_numeric_sql_json_item",
	NonUniqueKeysInAJsonObject:                      "non_unique_keys_in_a_json_object",
	SingletonSqlJsonItemRequired:                    "singleton_sql_json_item_required",
	SqlJsonArrayNotFound:                            "sql_json_array_not_found",
	SqlJsonMemberNotFound:                           "sql_json_member_not_found",
	SqlJsonNumberNotFound:                           "sql_json_number_not_found",
	SqlJsonObjectNotFound:                           "sql_json_object_not_found",
	TooManyJsonArrayElements:                        "too_many_json_array_elements",
	TooManyJsonObjectMembers:                        "too_many_json_object_members",
	SqlJsonScalarRequired:                           "sql_json_scalar_required",
	SqlJsonItemCannotBeCastToTargetType:             "sql_json_item_cannot_be_cast_to_target_type",
	IntegrityConstraintViolation:                    "integrity_constraint_violation",
	RestrictViolation:                               "restrict_violation",
	NotNullViolation:                                "not_null_violation",
	ForeignKeyViolation:                             "foreign_key_violation",
	UniqueViolation:                                 "unique_violation",
	CheckViolation:                                  "check_violation",
	ExclusionViolation:                              "exclusion_violation",
	InvalidCursorState:                              "invalid_cursor_state",
	InvalidTransactionState:                         "invalid_transaction_state",
	ActiveSqlTransaction:                            "active_sql_transaction",
	BranchTransactionAlreadyActive:                  "branch_transaction_already_active",
	HeldCursorRequiresSameIsolationLevel:            "held_cursor_requires_same_isolation_level",
	InappropriateAccessModeForBranchTransaction:     "inappropriate_access_mode_for_branch_transaction",
	InappropriateIsolationLevelForBranchTransaction: "inappropriate_isolation_level_for_branch_transaction",
	NoActiveSqlTransactionForBranchTransaction:      "no_active_sql_transaction_for_branch_transaction",
	ReadOnlySqlTransaction:                          "read_only_sql_transaction",
	SchemaAndDataStatementMixingNotSupported:        "schema_and_data_statement_mixing_not_supported",
	NoActiveSqlTransaction:                          "no_active_sql_transaction",
	InFailedSqlTransaction:                          "in_failed_sql_transaction",
	IdleInTransactionSessionTimeout:                 "idle_in_transaction_session_timeout",
	InvalidSqlStatementName:                         "invalid_sql_statement_name",
	TriggeredDataChangeViolation:                    "triggered_data_change_violation",
	InvalidAuthorizationSpecification:               "invalid_authorization_specification",
	InvalidPassword:                                 "invalid_password",
	DependentPrivilegeDescriptorsStillExist:         "dependent_privilege_descriptors_still_exist",
	DependentObjectsStillExist:                      "dependent_objects_still_exist",
	InvalidTransactionTermination:                   "invalid_transaction_termination",
	SqlRoutineException:                             "sql_routine_exception",
	SREFunctionExecutedNoReturnStatement:            "function_executed_no_return_statement",
	SREModifyingSqlDataNotPermitted:                 "modifying_sql_data_not_permitted",
	SREProhibitedSqlStatementAttempted:              "prohibited_sql_statement_attempted",
	SREReadingSqlDataNotPermitted:                   "reading_sql_data_not_permitted",
	InvalidCursorName:                               "invalid_cursor_name",
	ExternalRoutineException:                        "external_routine_exception",
	EREContainingSqlNotPermitted:                    "containing_sql_not_permitted",
	EREModifyingSqlDataNotPermitted:                 "modifying_sql_data_not_permitted",
	EREProhibitedSqlStatementAttempted:              "prohibited_sql_statement_attempted",
	EREReadingSqlDataNotPermitted:                   "reading_sql_data_not_permitted",
	ExternalRoutineInvocationException:              "external_routine_invocation_exception",
	ERIEInvalidSqlstateReturned:                     "invalid_sqlstate_returned",
	ERIENullValueNotAllowed:                         "null_value_not_allowed",
	ERIETriggerProtocolViolated:                     "trigger_protocol_violated",
	ERIESrfProtocolViolated:                         "srf_protocol_violated",
	ERIEEventTriggerProtocolViolated:                "event_trigger_protocol_violated",
	SavepointException:                              "savepoint_exception",
	SEInvalidSpecification:                          "invalid_savepoint_specification",
	InvalidCatalogName:                              "invalid_catalog_name",
	InvalidSchemaName:                               "invalid_schema_name",
	TransactionRollback:                             "transaction_rollback",
	TRIntegrityConstraintViolation:                  "transaction_integrity_constraint_violation",
	TRSerializationFailure:                          "serialization_failure",
	TRStatementCompletionUnknown:                    "statement_completion_unknown",
	TRDeadlockDetected:                              "deadlock_detected",
	SyntaxErrorOrAccessRuleViolation:                "syntax_error_or_access_rule_violation",
	SyntaxError:                                     "syntax_error",
	InsufficientPrivilege:                           "insufficient_privilege",
	CannotCoerce:                                    "cannot_coerce",
	GroupingError:                                   "grouping_error",
	WindowingError:                                  "windowing_error",
	InvalidRecursion:                                "invalid_recursion",
	InvalidForeignKey:                               "invalid_foreign_key",
	InvalidName:                                     "invalid_name",
	NameTooLong:                                     "name_too_long",
	ReservedName:                                    "reserved_name",
	DatatypeMismatch:                                "datatype_mismatch",
	IndeterminateDatatype:                           "indeterminate_datatype",
	CollationMismatch:                               "collation_mismatch",
	IndeterminateCollation:                          "indeterminate_collation",
	WrongObjectType:                                 "wrong_object_type",
	GeneratedAlways:                                 "generated_always",
	UndefinedColumn:                                 "undefined_column",
	UndefinedFunction:                               "undefined_function",
	UndefinedTable:                                  "undefined_table",
	UndefinedParameter:                              "undefined_parameter",
	UndefinedObject:                                 "undefined_object",
	DuplicateColumn:                                 "duplicate_column",
	DuplicateCursor:                                 "duplicate_cursor",
	DuplicateDatabase:                               "duplicate_database",
	DuplicateFunction:                               "duplicate_function",
	DuplicatePstatement:                             "duplicate_prepared_statement",
	DuplicateSchema:                                 "duplicate_schema",
	DuplicateTable:                                  "duplicate_table",
	DuplicateAlias:                                  "duplicate_alias",
	DuplicateObject:                                 "duplicate_object",
	AmbiguousColumn:                                 "ambiguous_column",
	AmbiguousFunction:                               "ambiguous_function",
	AmbiguousParameter:                              "ambiguous_parameter",
	AmbiguousAlias:                                  "ambiguous_alias",
	InvalidColumnReference:                          "invalid_column_reference",
	InvalidColumnDefinition:                         "invalid_column_definition",
	InvalidCursorDefinition:                         "invalid_cursor_definition",
	InvalidDatabaseDefinition:                       "invalid_database_definition",
	InvalidFunctionDefinition:                       "invalid_function_definition",
	InvalidPstatementDefinition:                     "invalid_prepared_statement_definition",
	InvalidSchemaDefinition:                         "invalid_schema_definition",
	InvalidTableDefinition:                          "invalid_table_definition",
	InvalidObjectDefinition:                         "invalid_object_definition",
	WithCheckOptionViolation:                        "with_check_option_violation",
	InsufficientResources:                           "insufficient_resources",
	DiskFull:                                        "disk_full",
	OutOfMemory:                                     "out_of_memory",
	TooManyConnections:                              "too_many_connections",
	ConfigurationLimitExceeded:                      "configuration_limit_exceeded",
	ProgramLimitExceeded:                            "program_limit_exceeded",
	StatementTooComplex:                             "statement_too_complex",
	TooManyColumns:                                  "too_many_columns",
	TooManyArguments:                                "too_many_arguments",
	ObjectNotInPrerequisiteState:                    "object_not_in_prerequisite_state",
	ObjectInUse:                                     "object_in_use",
	CantChangeRuntimeParam:                          "cant_change_runtime_param",
	LockNotAvailable:                                "lock_not_available",
	UnsafeNewEnumValueUsage:                         "unsafe_new_enum_value_usage",
	OperatorIntervention:                            "operator_intervention",
	QueryCanceled:                                   "query_canceled",
	AdminShutdown:                                   "admin_shutdown",
	CrashShutdown:                                   "crash_shutdown",
	CannotConnectNow:                                "cannot_connect_now",
	DatabaseDropped:                                 "database_dropped",
	IdleSessionTimeout:                              "idle_session_timeout",
	SystemError:                                     "system_error",
	IoError:                                         "io_error",
	UndefinedFile:                                   "undefined_file",
	DuplicateFile:                                   "duplicate_file",
	SnapshotTooOld:                                  "snapshot_too_old",
	ConfigFileError:                                 "config_file_error",
	LockFileExists:                                  "lock_file_exists",
	FdwError:                                        "fdw_error",
	FdwColumnNameNotFound:                           "fdw_column_name_not_found",
	FdwDynamicParameterValueNeeded:                  "fdw_dynamic_parameter_value_needed",
	FdwFunctionSequenceError:                        "fdw_function_sequence_error",
	FdwInconsistentDescriptorInformation:            "fdw_inconsistent_descriptor_information",
	FdwInvalidAttributeValue:                        "fdw_invalid_attribute_value",
	FdwInvalidColumnName:                            "fdw_invalid_column_name",
	FdwInvalidColumnNumber:                          "fdw_invalid_column_number",
	FdwInvalidDataType:                              "fdw_invalid_data_type",
	FdwInvalidDataTypeDescriptors:                   "fdw_invalid_data_type_descriptors",
	FdwInvalidDescriptorFieldIdentifier:             "fdw_invalid_descriptor_field_identifier",
	FdwInvalidHandle:                                "fdw_invalid_handle",
	FdwInvalidOptionIndex:                           "fdw_invalid_option_index",
	FdwInvalidOptionName:                            "fdw_invalid_option_name",
	FdwInvalidStringLengthOrBufferLength:            "fdw_invalid_string_length_or_buffer_length",
	FdwInvalidStringFormat:                          "fdw_invalid_string_format",
	FdwInvalidUseOfNullPointer:                      "fdw_invalid_use_of_null_pointer",
	FdwTooManyHandles:                               "fdw_too_many_handles",
	FdwOutOfMemory:                                  "fdw_out_of_memory",
	FdwNoSchemas:                                    "fdw_no_schemas",
	FdwOptionNameNotFound:                           "fdw_option_name_not_found",
	FdwReplyHandle:                                  "fdw_reply_handle",
	FdwSchemaNotFound:                               "fdw_schema_not_found",
	FdwTableNotFound:                                "fdw_table_not_found",
	FdwUnableToCreateExecution:                      "fdw_unable_to_create_execution",
	FdwUnableToCreateReply:                          "fdw_unable_to_create_reply",
	FdwUnableToEstablishConnection:                  "fdw_unable_to_establish_connection",
	PlpgsqlError:                                    "plpgsql_error",
	RaiseException:                                  "raise_exception",
	NoDataFound:                                     "no_data_found",
	TooManyRows:                                     "too_many_rows",
	AssertFailure:                                   "assert_failure",
	InternalError:                                   "internal_error",
	DataCorrupted:                                   "data_corrupted",
	IndexCorrupted:                                  "index_corrupted",
}
