"""Who gets which answer: businesses and cooperatives."""
