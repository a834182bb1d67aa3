"""What the API answers: each module the shapes of one subject, and how records become them."""
