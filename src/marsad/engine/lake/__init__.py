"""The lake: everything that was read, as Parquet files partitioned by month, written by one process, a pool or Spark alike."""
