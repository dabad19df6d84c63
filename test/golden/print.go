package golden

import (
	"encoding/hex"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgproto3"
)

var typeNames = func() map[uint32]string {
	m := map[uint32]string{}
	for n, o := range oids {
		m[o] = n
	}
	return m
}()

func typeName(oid uint32) string {
	if n, ok := typeNames[oid]; ok {
		return n
	}
	return strconv.FormatUint(uint64(oid), 10)
}

// decode turns a backend message into its printed lines.
func decode(kind byte, body []byte) ([]string, string, error) {
	switch kind {
	case '1':
		return one("ParseComplete")
	case '2':
		return one("BindComplete")
	case '3':
		return one("CloseComplete")
	case 'n':
		return one("NoData")
	case 's':
		return one("PortalSuspended")
	case 'I':
		return one("EmptyQueryResponse")
	case 'Z':
		return []string{"ReadyForQuery " + string(body)}, "ReadyForQuery", nil
	case 'K':
		return one("BackendKeyData")
	case 'T':
		return rowDescription(body)
	case 'D':
		return dataRow(body)
	case 't':
		m := pgproto3.ParameterDescription{}
		err := m.Decode(body)
		names := make([]string, len(m.ParameterOIDs))
		for i, o := range m.ParameterOIDs {
			names[i] = typeName(o)
		}
		return []string{strings.TrimSpace("ParameterDescription " + strings.Join(names, " "))}, "ParameterDescription", err
	case 'C':
		return []string{"CommandComplete " + strings.TrimRight(string(body), "\x00")}, "CommandComplete", nil
	case 'E':
		return problem("ErrorResponse", body)
	case 'N':
		return problem("NoticeResponse", body)
	case 'S':
		k, v, _ := strings.Cut(strings.TrimRight(string(body), "\x00"), "\x00")
		if k == "server_version" {
			v, _, _ = strings.Cut(v, ".") // only the major version is promised
		}
		return []string{fmt.Sprintf("ParameterStatus %s=%s", k, v)}, "ParameterStatus", nil
	case 'G', 'H':
		name := map[byte]string{'G': "CopyInResponse", 'H': "CopyOutResponse"}[kind]
		return []string{fmt.Sprintf("%s %d %d columns", name, body[0], (len(body)-3)/2)}, name, nil
	case 'd':
		return []string{"CopyData " + value(body)}, "CopyData", nil
	case 'c':
		return one("CopyDone")
	case 'A':
		m := pgproto3.NotificationResponse{}
		err := m.Decode(body)
		return []string{fmt.Sprintf("NotificationResponse %s %q", m.Channel, m.Payload)}, "NotificationResponse", err
	case 'v':
		m := pgproto3.NegotiateProtocolVersion{}
		err := m.Decode(body)
		return []string{fmt.Sprintf("NegotiateProtocolVersion %d %q", m.NewestMinorProtocol, m.UnrecognizedOptions)}, "NegotiateProtocolVersion", err
	}
	return []string{fmt.Sprintf("message %q x'%s'", kind, hex.EncodeToString(body))}, string(kind), nil
}

func one(name string) ([]string, string, error) { return []string{name}, name, nil }

// rowDescription prints a field a line. Whether a column belongs to a table is printed, its OID is not: it differs from run to run.
func rowDescription(body []byte) ([]string, string, error) {
	m := pgproto3.RowDescription{}
	err := m.Decode(body)
	lines := []string{"RowDescription"}
	for _, f := range m.Fields {
		s := fmt.Sprintf("  %s %s len=%d mod=%d format=%d", f.Name, typeName(f.DataTypeOID), f.DataTypeSize, f.TypeModifier, f.Format)
		lines = append(lines, s)
	}
	return lines, "RowDescription", err
}

func dataRow(body []byte) ([]string, string, error) {
	m := pgproto3.DataRow{}
	err := m.Decode(body)
	s := "DataRow"
	for _, v := range m.Values {
		s += " " + value(v)
	}
	return []string{s}, "DataRow", err
}

// value prints text where the bytes are printable text, and hex elsewhere: the script's own format codes say which was asked for.
func value(v []byte) string {
	if v == nil {
		return "NULL"
	}
	if utf8.Valid(v) {
		printable := true
		for _, r := range string(v) {
			printable = printable && (r == '\n' || strconv.IsPrint(r))
		}
		if printable {
			return strings.ReplaceAll("'"+string(v)+"'", "\n", `\n`)
		}
	}
	return "x'" + hex.EncodeToString(v) + "'"
}

// problem prints the fields that are promised: PostgreSQL's source file, line and routine are not, nor a context but COPY's.
func problem(name string, body []byte) ([]string, string, error) {
	fields := map[byte]string{}
	for rest := string(body); len(rest) > 1; {
		v, after, ok := strings.Cut(rest[1:], "\x00")
		if !ok {
			return nil, name, fmt.Errorf("%s is not terminated", name)
		}
		fields[rest[0]], rest = v, after
	}
	s := fmt.Sprintf("%s %s %s %q", name, fields['S'], fields['C'], fields['M'])
	if fields['V'] != fields['S'] {
		s += " V=" + fields['V']
	}
	for _, k := range "DHPW" {
		if v, ok := fields[byte(k)]; ok && (k != 'W' || strings.HasPrefix(v, "COPY ")) {
			s += fmt.Sprintf(" %c=%q", k, v)
		}
	}
	return []string{s}, name, nil
}

// sortStatus puts the parameter reports of a start-up into one order: PostgreSQL's is that of its hash table.
func sortStatus(lines []string) []string {
	sort.SliceStable(lines, func(i, j int) bool {
		a, b := lines[i], lines[j]
		return strings.HasPrefix(a, "ParameterStatus") && strings.HasPrefix(b, "ParameterStatus") && a < b
	})
	return lines
}
