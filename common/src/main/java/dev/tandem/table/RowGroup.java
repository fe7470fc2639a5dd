package dev.tandem.table;

import dev.tandem.data.DataFile;
import java.io.Serializable;

/**
 * A row group of a Parquet file.
 *
 * @param file which holds it
 * @param length of the file
 * @param number of the group in the file, from 0
 * @param firstRow its first row in the file
 * @param start its first row in the table
 * @param rows how many it has
 * @param offset its first byte
 * @param bytes how many of the file belong to it
 */
record RowGroup(DataFile file, long length, int number, long firstRow, int start, int rows, long offset, long bytes)
        implements Serializable {

    FilePart part() {
        return new FilePart(file, offset, bytes);
    }

    @Override
    public String toString() {
        return file + ", row group " + number;
    }
}
