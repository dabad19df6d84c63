select
    o.order_id,
    o.customer,
    p.name,
    p.category,
    o.quantity * p.price as amount,
    date_trunc('month', o.ordered_at)::date as month
from {{ ref('stg_orders') }} o
join {{ ref('stg_products') }} p using (product_id)
where o.status <> 'returned'
