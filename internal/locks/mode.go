package locks

// Mode is one of PostgreSQL's lock modes, from the weakest.
type Mode uint8

// The modes of PostgreSQL. Here UPDATE, DELETE, MERGE and TRUNCATE take ShareRowExclusive and not RowExclusive: DuckLake lets
// one transaction at a time change a table's rows, beside nobody who appends to it.
const (
	AccessShare Mode = iota + 1
	RowShare
	RowExclusive // INSERT, COPY
	ShareUpdateExclusive
	Share
	ShareRowExclusive // UPDATE, DELETE, MERGE, TRUNCATE
	Exclusive
	AccessExclusive
)

var modeNames = [...]string{"", "AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock",
	"ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"}

// String spells a mode as pg_locks does.
func (m Mode) String() string { return modeNames[m] }

// modes is a set of them.
type modes uint16

func only(m Mode) modes { return 1 << m }

func upTo(m Mode) modes { return 1<<(m+1) - 2 }

func from(m Mode) modes { return upTo(AccessExclusive) &^ (upTo(m) &^ only(m)) }

// against are the modes that each mode does not go together with.
var against = [...]modes{
	AccessShare:          only(AccessExclusive),
	RowShare:             from(Exclusive),
	RowExclusive:         from(Share),
	ShareUpdateExclusive: from(ShareUpdateExclusive),
	Share:                from(RowExclusive) &^ only(Share),
	ShareRowExclusive:    from(RowExclusive),
	Exclusive:            from(RowShare),
	AccessExclusive:      from(AccessShare),
}

// Conflicts tells whether two sessions cannot hold a lock in these modes at once.
func (m Mode) Conflicts(other Mode) bool { return against[m]&only(other) != 0 }

// covers tells whether who holds the lock in mode m needs no other for what mode other keeps away.
func (m Mode) covers(other Mode) bool { return against[m]&against[other] == against[other] }
