package config

import (
	"errors"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v3"
)

// file is a settings file: a flat YAML map from flag name to scalar.
type file struct {
	path    string
	entries map[string]entry
}

type entry struct {
	value string
	line  int
}

func readFile(path string, read func(string) ([]byte, error)) (*file, error) {
	data, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("settings file %s does not exist", path)
	}
	if err != nil {
		return nil, fmt.Errorf("settings file: %w", err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	f := &file{path: path, entries: map[string]entry{}}
	if len(doc.Content) == 0 {
		return f, nil // an empty file, or comments only
	}
	top := doc.Content[0]
	if top.Kind != yaml.MappingNode {
		return nil, &Error{Where: at(path, top), Err: errors.New("a settings file is a list of `name: value` lines")}
	}
	for i := 0; i+1 < len(top.Content); i += 2 {
		if err := f.add(top.Content[i], top.Content[i+1]); err != nil {
			return nil, &Error{Where: at(path, top.Content[i]), Err: err}
		}
	}
	return f, nil
}

// add takes one key. Every key is checked, also those that the running command does not use: a file serves all commands.
func (f *file) add(key, value *yaml.Node) error {
	var known []string
	for _, s := range Fields() {
		if s.NoFile {
			continue
		}
		known = append(known, s.Name)
		if s.Name != key.Value {
			continue
		}
		if value.Kind != yaml.ScalarNode {
			return fmt.Errorf("%s takes a single value", key.Value)
		}
		if _, twice := f.entries[key.Value]; twice {
			return fmt.Errorf("%s stands in the file twice", key.Value)
		}
		if value.Tag == "!!null" {
			value.Value = ""
		}
		if err := s.check(value.Value); err != nil {
			return err
		}
		f.entries[key.Value] = entry{value.Value, key.Line}
		return nil
	}
	return unknown("key", key.Value, known)
}

func at(path string, n *yaml.Node) string { return fmt.Sprintf("%s:%d", path, n.Line) }
