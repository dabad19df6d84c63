{{ config(materialized='incremental', unique_key=['order_id'], incremental_strategy='delete+insert', on_schema_change='append_new_columns') }}
select order_id, customer, status
    {% if var('more', false) %}, quantity{% endif %}
from {{ ref('stg_orders') }}
