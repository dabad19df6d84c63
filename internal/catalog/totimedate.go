package catalog

import (
	"fmt"
	"time"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes/datetime"
)

// text puts the fields together: the moment as the engine reads it.
func (r *timeReader) text() (any, error) {
	if r.twelve {
		switch {
		case r.pm && r.hour < 12:
			r.hour += 12
		case !r.pm && r.hour == 12:
			r.hour = 0
		}
	}
	if r.seconds > 0 {
		r.hour, r.min, r.sec = r.seconds/3600, r.seconds%3600/60, r.seconds%60
	}
	d, err := r.date()
	if err != nil {
		return nil, err
	}
	micro := r.micro + 1000*r.milli
	if r.hour > 24 || r.min > 59 || r.sec > 60 || micro > 999999 || r.hour < 0 || r.min < 0 || r.sec < 0 || micro < 0 {
		return nil, r.outOfRange()
	}
	if r.precision > 0 {
		us := datetime.Round((int64(r.hour)*3600+int64(r.min)*60+int64(r.sec))*1e6+int64(micro), r.precision)
		r.hour, r.min, r.sec, micro = int(us/3600e6), int(us/60e6)%60, int(us/1e6)%60, int(us%1e6)
	}
	zone := ""
	if r.zoned {
		if r.zoneHour < 0 || r.zoneHour > 15 || r.zoneMin < 0 || r.zoneMin > 59 {
			return nil, pgerr.New(pgerr.InvalidTimeZoneDisplacementValue, "time zone displacement out of range: \""+r.src+"\"")
		}
		zone = fmt.Sprintf("%s%02d:%02d", r.zoneSign, r.zoneHour, r.zoneMin)
	}
	year, era := d.Year(), ""
	if year <= 0 {
		year, era = 1-year, " (BC)"
	}
	return fmt.Sprintf("%04d-%02d-%02d%s %02d:%02d:%02d.%06d%s", year, d.Month(), d.Day(), era, r.hour, r.min, r.sec, micro, zone), nil
}

// date settles the day. Without a year it is in 1 BC, without a month in January, without a day on the first.
func (r *timeReader) date() (time.Time, error) {
	year := r.fullYear()
	month, day := r.month, r.day
	if r.julianDay > 0 {
		d := time.Unix(int64(r.julianDay-2440588)*86400, 0).UTC()
		year, month, day = d.Year(), int(d.Month()), d.Day()
	}
	if r.week != 0 {
		if r.iso {
			d := isoMonday(year).AddDate(0, 0, (r.week-1)*7+(max(r.weekDay, 2)+5)%7)
			if r.weekDay == 1 { // a Sunday ends its week
				d = isoMonday(year).AddDate(0, 0, (r.week-1)*7+6)
			}
			year, month, day = d.Year(), int(d.Month()), d.Day()
		} else {
			r.yearDay = (r.week-1)*7 + 1
		}
	}
	if r.monthWeek != 0 {
		day = (r.monthWeek-1)*7 + 1
	}
	if r.yearDay != 0 && (month <= 1 || day <= 1) {
		switch {
		case year == 0 && !r.bc:
			return time.Time{}, pgerr.New(pgerr.InvalidDatetimeFormat, "cannot calculate day of year without year information")
		case r.iso:
			return isoMonday(year).AddDate(0, 0, r.yearDay-1), nil
		}
		d := time.Date(year, 1, r.yearDay, 0, 0, 0, 0, time.UTC)
		if d.Year() != year {
			return d, r.outOfRange()
		}
		return d, nil
	}
	month, day = orOne(month), orOne(day)
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || d.Day() != day {
		return d, r.outOfRange()
	}
	return d, nil
}

// fullYear is the year, of which CC may tell the century; 1 BC is 0.
func (r *timeReader) fullYear() int {
	century := r.century
	if r.bc {
		century = -century
	}
	switch {
	case r.year != 0 && r.century != 0 && r.yearDigits <= 2:
		year := r.year % 100
		switch {
		case year == 0 && century >= 0:
			return century * 100
		case year == 0:
			return century*100 + 1
		case century >= 0:
			return (century-1)*100 + year
		}
		return (century+1)*100 - year + 1
	case r.year == 0 && r.yearDigits == 0 && century > 0:
		return (century-1)*100 + 1
	case r.year == 0 && r.yearDigits == 0 && century < 0:
		return century*100 + 1
	}
	year := r.year
	if r.bc {
		year = -year
	}
	if year < 0 {
		year++
	}
	return year
}

// isoMonday is the day on which the first week of a year begins.
func isoMonday(year int) time.Time {
	jan4 := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	return jan4.AddDate(0, 0, -int(jan4.Weekday()+6)%7)
}

func orOne(n int) int {
	if n == 0 {
		return 1
	}
	return n
}

func (r *timeReader) outOfRange() error {
	return pgerr.New(pgerr.DatetimeFieldOverflow, "date/time field value out of range: \""+r.src+"\"")
}
