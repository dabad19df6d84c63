package dialect

// rules are applied in this order. Each looks at the tokens, and at the tree where there is one, and adds its edits; none
// sees the edits of another, and of two that overlap the earlier one in the text wins.
var rules = []func(*work) error{
	ruleBytea, // before ruleStrings, which takes what is left of the literals
	ruleStrings,
	ruleQualifiers,
	ruleOperatorSyntax,
	ruleCollate,
	ruleRegex,
	ruleLike,
	ruleReg,
	ruleOID,
	ruleSessionWords,
	ruleRename,
	ruleLocking,
	ruleArrays,
	ruleFromFunction,
	ruleNumeric,
	ruleVarchar,
	ruleSimilar,
	ruleAny,
}
