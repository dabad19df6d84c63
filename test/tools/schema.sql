-- What the clients are shown: every kind of object that a lake has, on both servers alike.
comment on database lake is 'the lake';

create table every_type (
	c_bool boolean, c_int2 smallint, c_int4 integer, c_int8 bigint, c_float4 real, c_float8 double precision,
	c_numeric numeric(12,3), c_text text, c_varchar character varying, c_varchar_n character varying(40), c_char_n character(3),
	c_bytea bytea, c_date date, c_time time, c_timetz time with time zone, c_timestamp timestamp, c_timestamptz timestamptz,
	c_interval interval, c_uuid uuid, c_json json, c_int4s integer[], c_texts text[], c_numerics numeric(12,3)[], c_dates date[]
);
comment on table every_type is 'a column of each type';
comment on column every_type.c_int4 is 'whole numbers';

create table customers (
	id bigint primary key,
	name varchar(80) not null,
	email text unique,
	active boolean default true,
	credit numeric(10,2) default 0,
	status varchar(10) default 'new',
	joined date default '2024-01-01',
	constraint credit_is_not_negative check (credit >= 0)
);
comment on table customers is 'who buys';
comment on column customers.email is 'where bills go';
create table orders (
	id bigint not null,
	line smallint not null,
	customer_id bigint references customers (id),
	amount numeric(10,2) not null default 1.5,
	placed_at timestamptz,
	primary key (id, line)
);
create index orders_placed_at on orders (placed_at);
create unique index orders_customer_amount on orders (customer_id, amount);

create schema sales;
create table sales.regions (code char(2) primary key, title text not null default 'none');
comment on table sales.regions is 'it''s "quoted"';
create table sales.targets (
	region char(2) not null,
	year integer not null,
	goal double precision,
	constraint targets_pk primary key (region, year),
	constraint targets_region_fk foreign key (region) references sales.regions (code),
	constraint targets_once unique (year, region)
);
create table sales.customers (id integer, note text);

create schema "Mixed Case";
create table "Mixed Case"."Some Table" ("Id" integer primary key, "select" text, "with ""quote""" varchar(5), "Ünï" date);
comment on column "Mixed Case"."Some Table"."select" is 'a keyword';
create table "Mixed Case".plain (a integer);
create schema empty_one;

create view active_customers as select id, name from customers where active;
comment on view active_customers is 'those who may buy';
create view sales."Yearly" as select year, sum(goal) as total from sales.targets group by year;
create materialized view order_totals as select customer_id, count(*) as n from orders group by customer_id;

create function add_tax(amount numeric, rate numeric) returns numeric language sql immutable as 'select amount * (1 + rate)';
create function sales.answer() returns integer language sql immutable as 'select 42';

alter table customers add column added text;
alter table customers drop column added;
alter table customers add column phone text;

insert into customers (id, name, email, phone) values (1, 'Ada', 'ada@example.org', null), (2, 'Bob', null, '123'), (3, 'O''Hara "x"', 'c@example.org', E'a\tb\\');
insert into orders values (1, 1, 1, 9.99, '2024-02-29 12:00:00+00'), (1, 2, 1, 0.01, null), (2, 1, 2, 100, '2024-03-01 00:00:00+00');
insert into sales.regions values ('DE', 'Germany'), ('FR', 'France');
insert into sales.targets values ('DE', 2024, 1.5), ('FR', 2024, 2.5), ('DE', 2025, null);
insert into "Mixed Case"."Some Table" values (1, 'x', 'abcde', '2024-02-29');
insert into every_type values (true, -1, 2, 3000000000, 1.5, 2.25, 12.345, 'grün', 'v', 'vn', 'abc', '\x00ff', '2024-02-29', '12:34:56.789', '12:34:56+00',
	'2024-02-29 12:34:56', '2024-02-29 12:34:56+00', '1 year 2 days 03:04:05', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": [1, null]}',
	'{1,2,NULL}', '{a,"b c"}', '{1.500,2.250}', '{2024-02-29}');
insert into every_type (c_int4) values (null);
