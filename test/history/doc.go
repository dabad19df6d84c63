// Package history says whether what clients of a database saw can have happened. Clients record each transaction: when it
// began and ended, what it wrote, what it read, and whether it was acknowledged, refused, or its fate is unknown. Check
// then looks for what snapshot isolation with acknowledged writes forbids: lost inserts, deletes and updates, doubled
// rows, dirty and fractured reads, broken totals.
//
// It is sound, not complete: it orders two transactions only where one had ended before the other began, so all it
// reports has happened, and what overlapped may get away. Its own tests show it a bad history of each class. It must not
// know any database.
package history
