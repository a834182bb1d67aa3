"""Who asks, and what they may: identified, limited, admitted and logged in one place, before any route runs."""
