select
    order_id,
    product_id,
    lower(customer) as customer,
    quantity,
    ordered_at::timestamp as ordered_at,
    status
from {{ ref('orders') }}
{% if var('until', none) %}
where ordered_at::timestamp < '{{ var("until") }}'
{% endif %}
