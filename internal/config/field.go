package config

import (
	"reflect"
	"strings"
)

// EnvPrefix begins the name of every environment variable that is a setting.
const EnvPrefix = "LAKEWIRE_"

// Field is what the tags of one setting say.
type Field struct {
	Name    string   // flag and file key: "max-connections"
	Env     string   // "LAKEWIRE_MAX_CONNECTIONS"
	Group   string   // name of the struct it stands in, without "Settings"
	Type    string   // "text", "number", "size", "duration" or "one of"
	Default string   // as written in the tag
	Enum    []string // allowed values, if only some are
	Help    string
	Secret  string // "", "value" (mask all) or "dsn" (mask passwords within)
	Reload  bool   // SIGHUP takes a new value
	NoFlag  bool   // not allowed on the command line
	NoFile  bool   // not allowed in the file
	index   []int
}

// Fields lists every setting in the order of the struct.
func Fields() []Field {
	var fields []Field
	root := reflect.TypeFor[Config]()
	for i := range root.NumField() {
		group := root.Field(i)
		for j := range group.Type.NumField() {
			f := describe(group.Type.Field(j))
			f.Group = strings.TrimSuffix(group.Name, "Settings")
			f.index = []int{i, j}
			fields = append(fields, f)
		}
	}
	return fields
}

func describe(sf reflect.StructField) Field {
	tag := sf.Tag
	_, reload := tag.Lookup("reload")
	_, noFlag := tag.Lookup("noflag")
	_, noFile := tag.Lookup("nofile")
	f := Field{
		Name: tag.Get("name"), Default: tag.Get("default"), Help: tag.Get("help"), Secret: tag.Get("secret"),
		Reload: reload, NoFlag: noFlag, NoFile: noFile,
	}
	f.Env = EnvName(f.Name)
	switch sf.Type {
	case reflect.TypeFor[Size]():
		f.Type = "size"
	case reflect.TypeFor[Duration]():
		f.Type = "duration"
	case reflect.TypeFor[int]():
		f.Type = "number"
	default:
		f.Type = "text"
	}
	if enum := tag.Get("enum"); enum != "" {
		f.Type, f.Enum = "one of", strings.Split(enum, ",")
	}
	return f
}

// EnvName gives the environment twin of a flag.
func EnvName(flag string) string {
	return EnvPrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// value reads the field of c as text.
func (f Field) value(c *Config) string {
	v := reflect.ValueOf(c).Elem().FieldByIndex(f.index)
	if v.Kind() == reflect.String {
		return v.String()
	}
	if s, ok := v.Interface().(interface{ String() string }); ok {
		return s.String()
	}
	return itoa(v.Int())
}
