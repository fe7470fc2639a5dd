package dev.tandem.table;

import org.apache.parquet.internal.column.columnindex.OffsetIndex;

/** Some rows of a row group, said as Parquet says it: an index of one page that has just these rows. */
record OneRange(long first, long last) implements OffsetIndex {

    @Override
    public int getPageCount() {
        return 1;
    }

    @Override
    public long getOffset(int pageIndex) {
        return 0;
    }

    @Override
    public int getCompressedPageSize(int pageIndex) {
        return 0;
    }

    @Override
    public long getFirstRowIndex(int pageIndex) {
        return first;
    }

    @Override
    public long getLastRowIndex(int pageIndex, long rowGroupRowCount) {
        return last;
    }
}
