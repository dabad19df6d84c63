{{ config(materialized='incremental', unique_key='order_id', incremental_strategy='merge') }}
select order_id, customer, quantity, status, ordered_at
from {{ ref('stg_orders') }}
{% if is_incremental() %}
where ordered_at >= (select max(ordered_at) - interval '40 days' from {{ this }})
{% endif %}
