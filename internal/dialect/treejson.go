package dialect

import (
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	pg "github.com/pganalyze/pg_query_go/v6"
	grammar "github.com/pganalyze/pg_query_go/v6/parser"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// The grammar's library gives its tree as protobuf or as JSON, with the same fields. Its writer of protobuf looks at all of
// the 270 kinds that a node may be of, twice for each node, which takes several times as long as to parse the text. So the tree
// is taken as JSON and read into the messages here.

// parseMessages gives what pg.Parse gives.
func parseMessages(text string) (*pg.ParseResult, error) {
	src, err := grammar.ParseToJSON(text)
	if err != nil {
		return nil, err
	}
	if r := readMessages(src); r != nil {
		return r, nil
	}
	return pg.Parse(text)
}

// readMessages reads the tree, nil when there is something in it that it does not know.
func readMessages(src string) *pg.ParseResult {
	r := &pg.ParseResult{}
	d := treeDecoder{src: src, ok: true}
	if d.message(reflect.ValueOf(r).Elem(), messageShapeOf(reflect.TypeFor[pg.ParseResult]())); !d.ok || d.i != len(src) {
		return nil
	}
	return r
}

// treeDecoder reads the library's JSON: objects, arrays, strings, numbers and booleans, with no space between them. What it does
// not know makes it not ok.
type treeDecoder struct {
	src string
	i   int
	ok  bool
}

// messageShape says where the fields of a kind of message go, by their names in JSON.
type messageShape map[string]*fieldShape

// fieldShape is a field of a message.
type fieldShape struct {
	index int
	typ   reflect.Type        // of a message or of a oneof's wrapper, as a struct
	shape func() messageShape // of the message that it holds
	enum  map[string]int32    // the numbers of an enum's names
	wraps bool                // one of a oneof's: index is the interface's, and the value goes into the wrapper typ
	kind  protoreflect.Kind   // of the value
	list  bool
}

var messageShapes sync.Map // of reflect.Type to messageShape

// shapeOf learns the fields of a message's struct from its descriptor, once.
func messageShapeOf(t reflect.Type) messageShape {
	if s, ok := messageShapes.Load(t); ok {
		return s.(messageShape)
	}
	m := reflect.New(t).Interface().(protoreflect.ProtoMessage).ProtoReflect()
	at := map[string]int{} // the struct's fields by their names in the .proto
	for i := range t.NumField() {
		f := t.Field(i)
		if name := f.Tag.Get("protobuf_oneof"); name != "" {
			at[name] = i
		}
		for _, part := range strings.Split(f.Tag.Get("protobuf"), ",") {
			if name, ok := strings.CutPrefix(part, "name="); ok {
				at[name] = i
			}
		}
	}
	s := messageShape{}
	fields := m.Descriptor().Fields()
	for k := range fields.Len() {
		fd := fields.Get(k)
		f := &fieldShape{kind: fd.Kind(), list: fd.IsList()}
		if one := fd.ContainingOneof(); one != nil {
			f.index, f.wraps = at[string(one.Name())], true
			m.Set(fd, m.NewField(fd))
			f.typ = reflect.ValueOf(m.Interface()).Elem().Field(f.index).Elem().Type().Elem()
			m.Clear(fd)
		} else {
			f.index = at[string(fd.Name())]
		}
		switch f.kind {
		case protoreflect.MessageKind:
			held := t.Field(f.index).Type
			if f.wraps {
				held = f.typ.Field(0).Type
			}
			if f.list {
				held = held.Elem()
			}
			held = held.Elem()
			f.shape = sync.OnceValue(func() messageShape { return messageShapeOf(held) })
			if !f.wraps {
				f.typ = held
			}
		case protoreflect.EnumKind:
			f.enum = map[string]int32{}
			for values, i := fd.Enum().Values(), 0; i < values.Len(); i++ {
				f.enum[string(values.Get(i).Name())] = int32(values.Get(i).Number())
			}
		}
		s[fd.JSONName()] = f
	}
	messageShapes.Store(t, s)
	return s
}

// message reads an object into a message's struct.
func (d *treeDecoder) message(v reflect.Value, s messageShape) {
	d.expect('{')
	for first := true; d.ok; first = false {
		if d.next('}') {
			return
		}
		if !first {
			d.expect(',')
		}
		f := s[d.key()]
		if f == nil {
			d.ok = false
		}
		if !d.ok {
			return
		}
		d.field(v.Field(f.index), f)
	}
}

// field reads a field's value.
func (d *treeDecoder) field(v reflect.Value, f *fieldShape) {
	switch {
	case f.wraps:
		w := reflect.New(f.typ)
		d.value(w.Elem().Field(0), f)
		v.Set(w)
	case !f.list:
		d.value(v, f)
	default:
		d.expect('[')
		for d.ok && !d.next(']') {
			if v.Len() > 0 {
				d.expect(',')
			}
			if v.Len() == v.Cap() {
				v.Grow(1)
			}
			v.SetLen(v.Len() + 1)
			d.value(v.Index(v.Len()-1), f)
		}
	}
}

// value reads one value.
func (d *treeDecoder) value(v reflect.Value, f *fieldShape) {
	switch f.kind {
	case protoreflect.MessageKind:
		m := reflect.New(v.Type().Elem())
		d.message(m.Elem(), f.shape())
		v.Set(m)
	case protoreflect.StringKind:
		v.SetString(d.text())
	case protoreflect.EnumKind:
		n, ok := f.enum[d.text()]
		d.ok = d.ok && ok
		v.SetInt(int64(n))
	case protoreflect.BoolKind:
		v.SetBool(d.word() == "true")
	case protoreflect.Int32Kind, protoreflect.Int64Kind:
		n, err := strconv.ParseInt(d.word(), 10, 64)
		d.ok = d.ok && err == nil
		v.SetInt(n)
	case protoreflect.Uint32Kind, protoreflect.Uint64Kind:
		n, err := strconv.ParseUint(d.word(), 10, 64)
		d.ok = d.ok && err == nil
		v.SetUint(n)
	default:
		d.ok = false
	}
}

// next takes a character if it is the next one.
func (d *treeDecoder) next(c byte) bool {
	if d.i < len(d.src) && d.src[d.i] == c {
		d.i++
		return true
	}
	return false
}

func (d *treeDecoder) expect(c byte) {
	if !d.next(c) {
		d.ok = false
	}
}

// word takes a number or boolean.
func (d *treeDecoder) word() string {
	from := d.i
	for d.i < len(d.src) && d.src[d.i] != ',' && d.src[d.i] != '}' && d.src[d.i] != ']' {
		d.i++
	}
	return d.src[from:d.i]
}

// key takes a field's name, which has no escapes, and the colon.
func (d *treeDecoder) key() string {
	d.expect('"')
	n := strings.IndexByte(d.src[d.i:], '"')
	if n < 0 {
		d.ok = false
		return ""
	}
	name := d.src[d.i : d.i+n]
	d.i += n + 1
	d.expect(':')
	return name
}

// text takes a string: a copy, for the names in it outlive the source.
func (d *treeDecoder) text() string {
	d.expect('"')
	from := d.i
	for ; d.i < len(d.src); d.i++ {
		switch d.src[d.i] {
		case '"':
			d.i++
			return strings.Clone(d.src[from : d.i-1])
		case '\\':
			return d.escaped(from)
		}
	}
	d.ok = false
	return ""
}

// escaped takes a string from its first escape on.
func (d *treeDecoder) escaped(from int) string {
	b := []byte(d.src[from:d.i])
	for d.i < len(d.src) {
		c := d.src[d.i]
		d.i++
		if c == '"' {
			return string(b)
		}
		if c != '\\' || d.i == len(d.src) {
			b = append(b, c)
			continue
		}
		c = d.src[d.i]
		d.i++
		switch c {
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case '"', '\\', '/':
			b = append(b, c)
		case 'u':
			r := d.unicode()
			if utf16.IsSurrogate(r) && strings.HasPrefix(d.src[d.i:], `\u`) {
				d.i += 2
				r = utf16.DecodeRune(r, d.unicode())
			}
			b = utf8.AppendRune(b, r)
		default:
			d.ok = false
		}
	}
	d.ok = false
	return ""
}

func (d *treeDecoder) unicode() rune {
	if d.i+4 > len(d.src) {
		d.ok = false
		return 0
	}
	n, err := strconv.ParseUint(d.src[d.i:d.i+4], 16, 32)
	d.i += 4
	d.ok = d.ok && err == nil
	return rune(n)
}
