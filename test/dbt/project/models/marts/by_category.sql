{{ config(materialized='ephemeral') }}
select category, sum(amount) as amount from {{ ref('sales') }} group by category
