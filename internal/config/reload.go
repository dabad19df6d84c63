package config

import "reflect"

// NeedRestart lists the settings in which two configurations differ and that a running server cannot change.
func NeedRestart(now, next *Config) []string {
	var names []string
	for _, f := range Fields() {
		if !f.Reload && f.value(now) != f.value(next) {
			names = append(names, f.Name)
		}
	}
	return names
}

// TakeReloadable copies into c the settings that a running server can change.
func TakeReloadable(c, next *Config) {
	to, from := reflect.ValueOf(c).Elem(), reflect.ValueOf(next).Elem()
	for _, f := range Fields() {
		if f.Reload {
			to.FieldByIndex(f.index).Set(from.FieldByIndex(f.index))
		}
	}
}
