CREATE SCHEMA sales;
CREATE TABLE public.customer (
  id integer PRIMARY KEY,
  name text NOT NULL,
  email varchar(120),
  code char(4),
  balance numeric(12,2) DEFAULT 0,
  active boolean NOT NULL DEFAULT true,
  tags text[],
  doc json,
  created timestamptz DEFAULT now(),
  since date DEFAULT CURRENT_DATE,
  note text DEFAULT 'none',
  small smallint DEFAULT 3,
  big bigint,
  r real, d double precision DEFAULT 1.5,
  b bytea, u uuid, t time, ts timestamp DEFAULT '2020-01-01 00:00:00', iv interval, bare numeric
);
COMMENT ON TABLE public.customer IS 'who buys';
COMMENT ON COLUMN public.customer.email IS 'where to write';
CREATE TABLE sales.orders (
  id bigint,
  customer_id integer NOT NULL,
  line smallint NOT NULL,
  amount numeric(10,3),
  status varchar(10) DEFAULT 'new',
  CONSTRAINT orders_pkey PRIMARY KEY (id, line),
  CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES public.customer(id) ON DELETE CASCADE,
  CONSTRAINT orders_amount_check CHECK (amount > 0),
  CONSTRAINT orders_uq UNIQUE (customer_id, line)
);
CREATE INDEX orders_status_idx ON sales.orders (status);
CREATE UNIQUE INDEX customer_email_key ON public.customer (email);
CREATE INDEX customer_lower_idx ON public.customer (lower(name));
CREATE INDEX "Amount Idx" ON sales.orders USING btree (amount desc, (amount * 2) NULLS FIRST, status COLLATE "C", lower(status) text_pattern_ops) INCLUDE (line) WHERE amount > 0 AND status IS NOT NULL;
CREATE TABLE public."Mixed Case" ("Id" integer, "select" text);
CREATE INDEX ON public."Mixed Case" USING hash ("select");
CREATE INDEX ON public.customer (lower(name), (CASE WHEN big > 0 THEN 1 ELSE 2 END), lower(name)) INCLUDE (id);
CREATE VIEW public.active_customer AS SELECT id, name, email FROM public.customer WHERE active;
COMMENT ON VIEW public.active_customer IS 'the active ones';
CREATE VIEW sales.totals AS SELECT customer_id, sum(amount) AS total FROM sales.orders GROUP BY customer_id;
CREATE MATERIALIZED VIEW sales.totals_m AS SELECT customer_id, count(*) AS n FROM sales.orders GROUP BY customer_id;
CREATE TABLE Public.Empty_Table (A INTEGER);
CREATE TABLE public.Folded (ID INTEGER NOT NULL, Label VARCHAR(7) DEFAULT 'X', "Kept" INT, CONSTRAINT PK_Folded PRIMARY KEY (ID), UNIQUE (Label, "Kept"));
CREATE VIEW Folded_View (LABEL, Twice) AS SELECT Label, ID * 2 FROM FOLDED;
CREATE FUNCTION public.add_one(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT x + 1';
CREATE FUNCTION sales.of_customer(who integer, state text DEFAULT 'new') RETURNS TABLE(id bigint, amount numeric) LANGUAGE sql STABLE AS 'SELECT o.id, o.amount FROM sales.orders o WHERE o.customer_id = who AND o.status = state';
CREATE FUNCTION public.customers() RETURNS SETOF public.customer LANGUAGE sql AS 'SELECT * FROM public.customer';
INSERT INTO public.customer (id, name) VALUES (1, 'Ann'), (2, 'Bob');
INSERT INTO sales.orders (id, customer_id, line, amount) VALUES (1, 1, 1, 10), (1, 1, 2, 20), (2, 2, 1, 5);
ALTER TABLE public.empty_table ADD COLUMN b text, ADD COLUMN c integer;
ALTER TABLE public.empty_table DROP COLUMN b;
