package encode

import (
	"lakewire/internal/pgerr"
	"lakewire/internal/pgjson"
)

// textJSONB writes JSON as jsonb has it. What is no valid JSON, which the engine's own type lets pass, goes out as it is.
func textJSONB(text writer) writer {
	return func(c *cell, dst []byte, i int) []byte {
		at := len(dst)
		dst = text(c, dst, i)
		n := len(dst)
		dst, err := pgjson.AppendJSONB(dst, dst[at:])
		if err != nil {
			if e := pgerr.From(err); e.Code != pgerr.InvalidTextRepresentation {
				return c.failed(dst[:n], e)
			}
			return dst[:n]
		}
		return append(dst[:at], dst[n:]...)
	}
}
