select category, amount, round(100 * amount / sum(amount) over (), 1)::numeric(4, 1) as percent
from {{ ref('by_category') }}
