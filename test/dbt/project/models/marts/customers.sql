{{ config(materialized='table', indexes=[{'columns': ['customer'], 'unique': true}]) }}
select
    customer,
    count(*) as orders,
    sum(amount) as spent,
    max(month) as last_month,
    round(avg(amount), 2)::numeric(10, 2) as average
from {{ ref('sales') }}
group by customer
