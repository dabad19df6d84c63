package pgtypes

// OID identifies a type as pg_type does; 0 is no type.
type OID uint32

// The types that are spoken of by name; pg_type.tsv has all of them.
const (
	OIDBool          OID = 16
	OIDBytea         OID = 17
	OIDChar          OID = 18
	OIDName          OID = 19
	OIDInt8          OID = 20
	OIDInt2          OID = 21
	OIDInt2vector    OID = 22
	OIDInt4          OID = 23
	OIDRegproc       OID = 24
	OIDText          OID = 25
	OIDOID           OID = 26
	OIDTid           OID = 27
	OIDXid           OID = 28
	OIDCid           OID = 29
	OIDOidvector     OID = 30
	OIDJSON          OID = 114
	OIDXML           OID = 142
	OIDPgNodeTree    OID = 194
	OIDCidr          OID = 650
	OIDFloat4        OID = 700
	OIDFloat8        OID = 701
	OIDUnknown       OID = 705
	OIDMoney         OID = 790
	OIDMacaddr       OID = 829
	OIDInet          OID = 869
	OIDAclitem       OID = 1033
	OIDBpchar        OID = 1042
	OIDVarchar       OID = 1043
	OIDDate          OID = 1082
	OIDTime          OID = 1083
	OIDTimestamp     OID = 1114
	OIDTimestampTZ   OID = 1184
	OIDInterval      OID = 1186
	OIDTimeTZ        OID = 1266
	OIDBit           OID = 1560
	OIDVarbit        OID = 1562
	OIDNumeric       OID = 1700
	OIDRefcursor     OID = 1790
	OIDRegprocedure  OID = 2202
	OIDRegoper       OID = 2203
	OIDRegoperator   OID = 2204
	OIDRegclass      OID = 2205
	OIDRegtype       OID = 2206
	OIDRecord        OID = 2249
	OIDAny           OID = 2276
	OIDAnyarray      OID = 2277
	OIDVoid          OID = 2278
	OIDTrigger       OID = 2279
	OIDAnyelement    OID = 2283
	OIDUUID          OID = 2950
	OIDPgLSN         OID = 3220
	OIDRegconfig     OID = 3734
	OIDRegdictionary OID = 3769
	OIDJSONB         OID = 3802
	OIDJSONPath      OID = 4072
	OIDRegnamespace  OID = 4089
	OIDRegrole       OID = 4096
	OIDRegcollation  OID = 4191
	OIDXid8          OID = 5069
)

// Their arrays.
const (
	OIDBoolArray          OID = 1000
	OIDByteaArray         OID = 1001
	OIDCharArray          OID = 1002
	OIDNameArray          OID = 1003
	OIDInt8Array          OID = 1016
	OIDInt2Array          OID = 1005
	OIDInt2vectorArray    OID = 1006
	OIDInt4Array          OID = 1007
	OIDRegprocArray       OID = 1008
	OIDTextArray          OID = 1009
	OIDOIDArray           OID = 1028
	OIDTidArray           OID = 1010
	OIDXidArray           OID = 1011
	OIDCidArray           OID = 1012
	OIDOidvectorArray     OID = 1013
	OIDJSONArray          OID = 199
	OIDXMLArray           OID = 143
	OIDCidrArray          OID = 651
	OIDFloat4Array        OID = 1021
	OIDFloat8Array        OID = 1022
	OIDMoneyArray         OID = 791
	OIDMacaddrArray       OID = 1040
	OIDInetArray          OID = 1041
	OIDAclitemArray       OID = 1034
	OIDBpcharArray        OID = 1014
	OIDVarcharArray       OID = 1015
	OIDDateArray          OID = 1182
	OIDTimeArray          OID = 1183
	OIDTimestampArray     OID = 1115
	OIDTimestampTZArray   OID = 1185
	OIDIntervalArray      OID = 1187
	OIDTimeTZArray        OID = 1270
	OIDBitArray           OID = 1561
	OIDVarbitArray        OID = 1563
	OIDNumericArray       OID = 1231
	OIDRefcursorArray     OID = 2201
	OIDRegprocedureArray  OID = 2207
	OIDRegoperArray       OID = 2208
	OIDRegoperatorArray   OID = 2209
	OIDRegclassArray      OID = 2210
	OIDRegtypeArray       OID = 2211
	OIDRecordArray        OID = 2287
	OIDUUIDArray          OID = 2951
	OIDPgLSNArray         OID = 3221
	OIDRegconfigArray     OID = 3735
	OIDRegdictionaryArray OID = 3770
	OIDJSONBArray         OID = 3807
	OIDRegnamespaceArray  OID = 4090
	OIDRegroleArray       OID = 4097
	OIDRegcollationArray  OID = 4192
	OIDXid8Array          OID = 271
)
