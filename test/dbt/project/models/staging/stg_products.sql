select id as product_id, name, category, price::numeric(10, 2) as price
from {{ ref('products') }}
