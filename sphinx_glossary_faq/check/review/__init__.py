"""Write `review.html`, a page on which authors decide which everyday words are linked."""
