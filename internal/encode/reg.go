package encode

// asReg sets c up for a value of a reg type, which the engine gives as its number and its name.
func (c *cell) asReg(format int16) error {
	for _, f := range c.t.Fields {
		in, err := newCell(f.Type, recordOID(f.Type), 0, c.s, c.fail)
		if err != nil {
			return err
		}
		c.inner = append(c.inner, in)
	}
	c.write = func(c *cell, dst []byte, i int) []byte { return c.inner[1].write(c.inner[1], dst, i) }
	if format == 1 {
		c.inner[0].oid = c.oid
		number := binaryInt(c.inner[0])
		c.write = func(c *cell, dst []byte, i int) []byte { return number(c.inner[0], dst, i) }
	}
	return nil
}
