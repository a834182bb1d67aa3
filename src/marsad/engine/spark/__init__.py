"""The lake filled by Apache Spark (the extra `marsad[spark]`): the functions of `engine.lake` on many machines."""
