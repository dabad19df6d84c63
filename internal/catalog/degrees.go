package catalog

import (
	"math"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

func degreeScalars() []pureScalar {
	d := pgtypes.Logical{Kind: pgtypes.Double}
	return []pureScalar{{"lw_degree", []pgtypes.Logical{textType, d}, false, d, strict(degree)}}
}

// The functions of degrees are scaled so that they are exact where the standard's angles make them so, as PostgreSQL's are.
var (
	sin30       = math.Sin(inRadians(30))
	oneMinus60  = 1 - math.Cos(inRadians(60))
	asinHalf    = math.Asin(0.5)
	acosHalf    = math.Acos(0.5)
	tan45       = sinQuarter(45) / cosQuarter(45)
	degreeCalls = map[string]func(float64) float64{"sind": sind, "cosd": cosd, "tand": tand, "cotd": cotd, "asind": asind, "acosd": acosd, "atand": atand}
)

// inRadians rounds as the constants above must.
func inRadians(x float64) float64 { return x * math.Pi / 180 }

func sinQuarter(x float64) float64 {
	if x <= 30 {
		return math.Sin(inRadians(x)) / sin30 / 2
	}
	return 1 - (1-math.Cos(inRadians(90-x)))/oneMinus60/2
}

func cosQuarter(x float64) float64 { return sinQuarter(90 - x) }

// quarter brings an angle into the first quarter, and tells whether the sine and the cosine change their signs for it.
func quarter(x float64) (angle, sin, cos float64) {
	x, sin, cos = math.Mod(x, 360), 1, 1
	if x < 0 {
		x, sin = -x, -sin
	}
	if x > 180 {
		x, sin = 360-x, -sin
	}
	if x > 90 {
		x, cos = 180-x, -cos
	}
	return x, sin, cos
}

func sind(x float64) float64 { a, s, _ := quarter(x); return s * sinQuarter(a) }
func cosd(x float64) float64 { a, _, c := quarter(x); return c * cosQuarter(a) }

// unsigned takes its sign from zero.
func unsigned(x float64) float64 {
	if x == 0 {
		return 0
	}
	return x
}

func tand(x float64) float64 {
	a, s, c := quarter(x)
	return unsigned(s * c * (sinQuarter(a) / cosQuarter(a) / tan45))
}
func cotd(x float64) float64 {
	a, s, c := quarter(x)
	return unsigned(s * c * (cosQuarter(a) / sinQuarter(a) / tan45))
}

func asinQuarter(x float64) float64 {
	if x <= 0.5 {
		return math.Asin(x) / asinHalf * 30
	}
	return 90 - math.Acos(x)/acosHalf*60
}

func asind(x float64) float64 {
	if x < 0 {
		return -asinQuarter(-x)
	}
	return asinQuarter(x)
}

func acosd(x float64) float64 {
	if x < 0 {
		return 90 + asinQuarter(-x)
	}
	return 90 - asinQuarter(x)
}

func atand(x float64) float64 { return math.Atan(x) / math.Atan(1) * 45 }

func degree(a []any) (any, error) {
	name, x := str(a[0]), a[1].(float64)
	if (name == "asind" || name == "acosd") && math.Abs(x) > 1 || (name[0] == 's' || name[0] == 'c' || name[0] == 't') && math.IsInf(x, 0) {
		return nil, pgerr.New(pgerr.NumericValueOutOfRange, "input is out of range")
	}
	return degreeCalls[name](x), nil
}
