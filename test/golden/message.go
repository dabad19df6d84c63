package golden

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgproto3"
)

// oids are the type names that a script may write instead of numbers.
var oids = map[string]uint32{
	"unknown": 705, "bool": 16, "bytea": 17, "int8": 20, "int2": 21, "int4": 23, "text": 25, "json": 114, "float4": 700, "float8": 701,
	"varchar": 1043, "bpchar": 1042, "date": 1082, "time": 1083, "timestamp": 1114, "timestamptz": 1184, "interval": 1186, "timetz": 1266,
	"numeric": 1700, "uuid": 2950, "jsonb": 3802, "int4[]": 1007, "int8[]": 1016, "text[]": 1009, "oid": 26, "name": 19, "char": 18,
	"float8[]": 1022, "bool[]": 1000, "void": 2278, "record": 2249, "regclass": 2205, "numeric[]": 1231,
}

// encode turns one line of a script into the bytes of a frontend message.
func encode(line string) ([]byte, error) {
	name, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	switch name {
	case "Query":
		return frame(&pgproto3.Query{String: unescape(rest)})
	case "Sync":
		return frame(&pgproto3.Sync{})
	case "Flush":
		return frame(&pgproto3.Flush{})
	case "Terminate":
		return frame(&pgproto3.Terminate{})
	case "CopyDone":
		return frame(&pgproto3.CopyDone{})
	case "CopyFail":
		return frame(&pgproto3.CopyFail{Message: rest})
	case "CopyData":
		return frame(&pgproto3.CopyData{Data: []byte(copyEscapes.Replace(rest))})
	case "CopyHex":
		b, err := hex.DecodeString(rest)
		if err != nil {
			return nil, err
		}
		return frame(&pgproto3.CopyData{Data: b})
	case "Password":
		return frame(&pgproto3.PasswordMessage{Password: rest})
	case "Raw":
		return hex.DecodeString(strings.ReplaceAll(rest, " ", ""))
	case "Describe", "Close":
		kind, object, _ := strings.Cut(rest, " ")
		if len(kind) != 1 {
			return nil, fmt.Errorf("%s wants S or P", name)
		}
		if name == "Close" {
			return frame(&pgproto3.Close{ObjectType: kind[0], Name: object})
		}
		return frame(&pgproto3.Describe{ObjectType: kind[0], Name: object})
	}
	kv, err := pairs(rest)
	if err != nil {
		return nil, err
	}
	switch name {
	case "Parse":
		return parse(kv)
	case "Bind":
		return bind(kv)
	case "Execute":
		n, err := number(kv["max"])
		return must(frame(&pgproto3.Execute{Portal: kv["portal"], MaxRows: uint32(n)}))(err)
	case "FunctionCall":
		n, err := number(kv["oid"])
		return must(frame(&pgproto3.FunctionCall{Function: uint32(n), ArgFormatCodes: []uint16{}, Arguments: [][]byte{}}))(err)
	}
	return nil, fmt.Errorf("unknown message %q", name)
}

func must(b []byte, err error) func(error) ([]byte, error) {
	return func(e error) ([]byte, error) {
		if e != nil {
			return nil, e
		}
		return b, err
	}
}

func frame(m pgproto3.FrontendMessage) ([]byte, error) { return m.Encode(nil) }

// copyEscapes are what the data of a COPY may hold beside text.
var copyEscapes = strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\xc3`, "\xc3", `\\`, `\`)

func unescape(s string) string { return strings.ReplaceAll(s, `\n`, "\n") }

func number(s string) (int64, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.ParseInt(s, 0, 64)
}

// pairs reads key=value words; sql= takes all that follows.
func pairs(s string) (map[string]string, error) {
	kv := map[string]string{}
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		k, rest, ok := strings.Cut(s, "=")
		if !ok {
			return nil, fmt.Errorf("not key=value: %q", s)
		}
		switch {
		case k == "sql":
			kv[k] = unescape(rest)
			return kv, nil
		case k == "params":
			end := strings.LastIndexByte(rest, ')')
			if !strings.HasPrefix(rest, "(") || end < 0 {
				return nil, fmt.Errorf("params wants (…): %q", rest)
			}
			kv[k], s = rest[1:end], rest[end+1:]
		default:
			v, after, _ := strings.Cut(rest, " ")
			kv[k], s = v, after
		}
	}
	return kv, nil
}

func parse(kv map[string]string) ([]byte, error) {
	m := &pgproto3.Parse{Name: kv["name"], Query: kv["sql"]}
	for _, o := range list(kv["oids"]) {
		if n, ok := oids[o]; ok {
			m.ParameterOIDs = append(m.ParameterOIDs, n)
			continue
		}
		n, err := strconv.ParseUint(o, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("oids: %q", o)
		}
		m.ParameterOIDs = append(m.ParameterOIDs, uint32(n))
	}
	return frame(m)
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// bind is written by hand: scripts send Binds that pgproto3 would refuse to build.
func bind(kv map[string]string) ([]byte, error) {
	values, err := params(kv["params"])
	if err != nil {
		return nil, err
	}
	body := append([]byte(kv["portal"]), 0)
	body = append(append(body, kv["statement"]...), 0)
	if body, err = codes(body, kv["in"]); err != nil {
		return nil, err
	}
	body = binary.BigEndian.AppendUint16(body, uint16(len(values)))
	for _, v := range values {
		if v == nil {
			body = binary.BigEndian.AppendUint32(body, 0xffffffff)
			continue
		}
		body = append(binary.BigEndian.AppendUint32(body, uint32(len(v))), v...)
	}
	if body, err = codes(body, kv["out"]); err != nil {
		return nil, err
	}
	return append(binary.BigEndian.AppendUint32([]byte{'B'}, uint32(len(body)+4)), body...), nil
}

func codes(dst []byte, s string) ([]byte, error) {
	l := list(s)
	dst = binary.BigEndian.AppendUint16(dst, uint16(len(l)))
	for _, c := range l {
		n, err := strconv.ParseInt(c, 10, 16)
		if err != nil {
			return nil, fmt.Errorf("format code %q", c)
		}
		dst = binary.BigEndian.AppendUint16(dst, uint16(n))
	}
	return dst, nil
}

// params reads 'text', x'hex' and NULL, parted by commas.
func params(s string) ([][]byte, error) {
	var out [][]byte
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimLeft(s, ", ") {
		if rest, ok := strings.CutPrefix(s, "NULL"); ok {
			out, s = append(out, nil), rest
			continue
		}
		rest, isHex := strings.CutPrefix(s, "x")
		if !strings.HasPrefix(rest, "'") {
			return nil, fmt.Errorf("parameter %q", s)
		}
		v, after, ok := strings.Cut(rest[1:], "'")
		if !ok {
			return nil, fmt.Errorf("open quote: %q", s)
		}
		b := []byte(unescape(v))
		if isHex {
			var err error
			if b, err = hex.DecodeString(v); err != nil {
				return nil, err
			}
		}
		out, s = append(out, b), after
	}
	return out, nil
}
