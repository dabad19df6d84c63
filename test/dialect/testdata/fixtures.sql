-- item
create table item (id int, label text, kind varchar(12), qty int, big bigint, small smallint, price numeric(10,2), ratio float8, weight real, made date, stamp timestamp, seen timestamptz, ok boolean, tags text[], nums int[], span interval, clock time, raw bytea, uid uuid, doc jsonb, js json);
insert into item values
(1, 'anvil', 'tool', 3, 3000000000, 7, 19.95, 0.5, 1.25, '2023-11-05', '2023-11-05 08:15:00', '2023-11-05 08:15:00+00', true, array['iron','heavy'], array[4,5,6], '1 day 02:00:00', '08:15:00', '\x0102', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": 1, "b": [1, 2]}', '{"k": "v"}'),
(2, 'Brush', 'tool', null, -5, null, 4.10, -2.25, 0.5, '2024-02-29', '2024-02-29 23:59:59.5', '2024-02-29 23:59:59.5+00', false, array['soft'], array[1], '3 months', '23:59:59.5', '\xff', 'b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a22', '{"a": 2, "c": null}', '[1, 2]'),
(3, 'candle', 'wax', 12, 42, -3, null, 'NaN', -7.5, null, null, null, null, null, null, null, null, null, null, null, null),
(4, null, 'wax', 0, 0, 0, 0.00, 0, 0, '1999-12-31', '1999-12-31 00:00:00', '1999-12-31 00:00:00+00', true, array[]::text[], array[]::int[], '00:00:01', '00:00:00', '', 'c0eebc99-9c0b-4ef8-bb6d-6bb9bd380a33', '[]', '{}'),
(5, 'd日se', null, 12, 9007199254740993, 30000, 1234567.89, 1e10, 3.5, '2024-03-01', '2024-03-01 12:00:00', '2024-03-01 12:00:00+00', false, array['a b','c"d',null], array[9,null,7], '2 years 3 mons', '12:00:00', '\x00ff10', 'd0eebc99-9c0b-4ef8-bb6d-6bb9bd380a44', '{"a": {"b": "x"}}', '"s"');
-- sale
create table sale (id int, item int, day date, n int, amount numeric(12,2), region text);
insert into sale values (1,1,'2024-01-05',2,39.90,'north'),(2,1,'2024-01-06',1,19.95,'south'),(3,2,'2024-01-06',10,41.00,'north'),(4,2,'2024-02-01',5,20.50,null),(5,3,'2024-02-03',7,null,'east'),(6,9,'2024-02-03',1,5.00,'north'),(7,1,'2024-02-10',2,39.90,'north');
-- acc
create table acc (id int, owner text, amt int);
insert into acc values (1,'ann',10),(2,'bob',20),(3,null,30);
-- keyed
create table keyed (k int primary key, v text, n int not null default 5);
insert into keyed values (1,'one',1),(2,'two',2);
-- delta
create table delta (id int, owner text, amt int);
insert into delta values (2,'bea',25),(4,'dan',40);
-- tree
create table tree (id int, parent int, name text);
insert into tree values (1,null,'root'),(2,1,'left'),(3,1,'right'),(4,2,'leaf'),(5,4,'deep');
-- emp
create table emp (name text, dept text, pay int, hired date);
insert into emp values ('ada','dev',90,'2020-01-01'),('ben','dev',70,'2021-06-01'),('cyd','ops',70,'2019-03-15'),('dee','ops',60,'2022-01-01'),('eve',null,50,null),('fay','dev',70,'2023-02-02');
