package guc

import "strings"

// DateStyle is how dates are printed, and in which order ambiguous ones are read.
type DateStyle struct {
	Style string // ISO, Postgres, SQL, German
	Order string // MDY, DMY, YMD
}

func splitDateStyle(v string) DateStyle {
	style, order, _ := strings.Cut(v, ", ")
	return DateStyle{style, order}
}

// checkDateStyle reads key words of style and order; what is not named stays as it is.
func checkDateStyle(s *Settings, d *def, v string) (string, error) {
	words, ok := splitIdentifiers(v)
	if !ok {
		return "", invalid(d.name, v).WithDetail("List syntax is invalid.")
	}
	now := splitDateStyle(s.current(d).text)
	var style, order string
	for _, w := range words {
		var newStyle, newOrder string
		switch w = strings.ToUpper(w); {
		case w == "ISO":
			newStyle = "ISO"
		case w == "SQL":
			newStyle = "SQL"
		case strings.HasPrefix(w, "POSTGRES"):
			newStyle = "Postgres"
		case w == "GERMAN":
			newStyle = "German"
			if order == "" {
				order = "DMY"
			}
		case w == "YMD":
			newOrder = "YMD"
		case w == "DMY", strings.HasPrefix(w, "EURO"):
			newOrder = "DMY"
		case w == "MDY", w == "US", strings.HasPrefix(w, "NONEURO"):
			newOrder = "MDY"
		case w == "DEFAULT":
			def := splitDateStyle(s.reset(d).text)
			if style == "" {
				style = def.Style
			}
			if order == "" {
				order = def.Order
			}
		default:
			return "", invalid(d.name, v).WithDetail("Unrecognized key word: %q.", strings.ToLower(w))
		}
		if newStyle != "" && style != "" && style != newStyle || newOrder != "" && order != "" && order != newOrder && style != "German" {
			return "", invalid(d.name, v).WithDetail(`Conflicting "datestyle" specifications.`)
		}
		if newStyle != "" {
			style = newStyle
		}
		if newOrder != "" {
			order = newOrder
		}
	}
	if style == "" {
		style = now.Style
	}
	if order == "" {
		order = now.Order
	}
	return style + ", " + order, nil
}
