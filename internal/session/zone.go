package session

import (
	"fmt"
	"strings"
	"time"
)

// engineZone gives a PostgreSQL time zone the name that the engine knows it by. A fixed offset of whole hours is one of
// the Etc zones, whose signs are turned round.
func engineZone(name string, loc *time.Location) string {
	if !strings.HasPrefix(name, "<") && !strings.ContainsAny(name, "+-0123456789") || strings.Contains(name, "/") {
		return name
	}
	if _, off := time.Unix(0, 0).In(loc).Zone(); off%3600 == 0 {
		_, summer := time.Unix(180*86400, 0).In(loc).Zone()
		if summer == off {
			if off == 0 {
				return "UTC"
			}
			return fmt.Sprintf("Etc/GMT%+d", -off/3600)
		}
	}
	return name
}
