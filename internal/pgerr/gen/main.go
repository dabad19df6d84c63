// Command gen writes codes.go from PostgreSQL's own list of error codes (errcodes.txt, shipped by the server package).
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"go/format"
	"log"
	"os"
	"regexp"
	"strings"
)

var line = regexp.MustCompile(`^([0-9A-Z]{5})\s+([EWS])\s+ERRCODE_(\w+)(?:\s+(\w+))?\s*$`)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: gen ERRCODES_TXT OUT_GO")
	}
	in, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer in.Close()
	var consts, names bytes.Buffer
	seen := map[string]bool{}
	for sc := bufio.NewScanner(in); sc.Scan(); {
		m := line.FindStringSubmatch(sc.Text())
		if m == nil {
			continue
		}
		name := goName(m[3])
		fmt.Fprintf(&consts, "\t%s Code = %d // %s\n", name, pack(m[1]), m[1])
		if m[4] != "" && !seen[m[1]] {
			seen[m[1]] = true
			fmt.Fprintf(&names, "\t%s: %q,\n", name, m[4])
		}
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "// Code generated from PostgreSQL 15's errcodes.txt by gen; DO NOT EDIT.\n\npackage pgerr\n\nconst (\n%s)\n\n", consts.String())
	fmt.Fprintf(&out, "// conditions holds the condition name of each code, as PL/pgSQL spells it.\nvar conditions = map[Code]string{\n%s}\n", names.String())
	src, err := format.Source(out.Bytes())
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(os.Args[2], src, 0o644); err != nil {
		log.Fatal(err)
	}
}

// goName turns UNDEFINED_TABLE into UndefinedTable.
func goName(s string) string {
	var b strings.Builder
	for _, w := range strings.Split(strings.ToLower(s), "_") {
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}

// pack reads the five characters as a base-36 number, as pgerr.Code holds them.
func pack(s string) (n uint32) {
	for _, c := range s {
		d := uint32(c - '0')
		if c >= 'A' {
			d = uint32(c-'A') + 10
		}
		n = n*36 + d
	}
	return n
}
