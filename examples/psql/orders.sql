-- A first table, a transaction, and a question about it.
\set ON_ERROR_STOP on
create schema if not exists example_psql;
set search_path to example_psql, public;
drop table if exists orders;
create table orders (id integer, customer text, amount decimal(10, 2), placed date);

begin;
insert into orders values
    (1, 'Ada',   19.90, '2026-01-15'),
    (2, 'Ada',   45.00, '2026-02-03'),
    (3, 'Grace', 99.95, '2026-02-20');
update orders set amount = amount - 5 where id = 3;
commit;

select customer, count(*) as orders, sum(amount) as total
from orders
group by customer
order by customer;

drop table orders;
drop schema example_psql;
