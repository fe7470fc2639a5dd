package dev.tandem.table;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Looks at the heads of a column's pages before memory is asked for as they say. */
final class PageCheck {

    /** Bytes of one column in one row group, unpacked. */
    private static final long MOST_BYTES = 1L << 30;

    private PageCheck() {}

    /** Refuses a column whose place in the file or whose size cannot be. */
    static void chunk(RowGroup group, ColumnChunkMetaData chunk) throws IOException {
        long end = chunk.getStartingPos() + chunk.getTotalSize();
        if (chunk.getStartingPos() < 4 || chunk.getTotalSize() < 0 || end > group.length() || end < 0) {
            throw wrong(group, chunk, "would end at byte " + end + ", but the file has " + group.length());
        }
        if (chunk.getTotalUncompressedSize() < 0 || chunk.getTotalUncompressedSize() > MOST_BYTES) {
            throw wrong(
                    group,
                    chunk,
                    "has " + chunk.getTotalUncompressedSize() + " bytes unpacked, but at most " + MOST_BYTES
                            + " are read: write smaller row groups");
        }
        if (chunk.getValueCount() < 0 || chunk.getValueCount() > Integer.MAX_VALUE) {
            throw wrong(group, chunk, "has " + chunk.getValueCount() + " values: write smaller row groups");
        }
    }

    /** Refuses a column with a page that is larger, or has more values, than the column. */
    static void pages(RowGroup group, ColumnChunkMetaData chunk, FSDataInputStream in) throws IOException {
        long at = chunk.getStartingPos();
        long end = at + chunk.getTotalSize();
        while (at < end) {
            in.seek(at);
            PageHeader page = Util.readPageHeader(in);
            long next = in.getPos() + page.getCompressed_page_size();
            if (page.getCompressed_page_size() < 0 || next > end) {
                throw wrong(group, chunk, "has a page at byte " + at + " that would end at " + next);
            }
            if (page.getUncompressed_page_size() < 0
                    || page.getUncompressed_page_size() > chunk.getTotalUncompressedSize()) {
                throw wrong(
                        group,
                        chunk,
                        "has a page at byte " + at + " of " + page.getUncompressed_page_size()
                                + " bytes unpacked, more than the column");
            }
            if (values(page) > Math.max(chunk.getValueCount(), page.getUncompressed_page_size())) {
                throw wrong(
                        group,
                        chunk,
                        "has a page at byte " + at + " of " + values(page) + " values, more than the column");
            }
            checkPacked(group, chunk, page, in, at);
            at = next;
        }
    }

    private static void checkPacked(
            RowGroup group, ColumnChunkMetaData chunk, PageHeader page, FSDataInputStream in, long at)
            throws IOException {
        long bytes = page.getCompressed_page_size() - levelBytes(page);
        if (bytes <= 0) {
            return;
        }
        in.skipNBytes(levelBytes(page));
        boolean plain = page.isSetData_page_header_v2()
                && !page.getData_page_header_v2().isIs_compressed();
        CompressionCodecName codec = plain ? CompressionCodecName.UNCOMPRESSED : chunk.getCodec();
        long announced = page.getUncompressed_page_size() - levelBytes(page);
        long unpacked = PackedBytes.unpacked(codec, in, bytes).orElse(announced);
        if (unpacked == PackedBytes.DAMAGED) {
            throw wrong(group, chunk, "has a damaged page at byte " + at);
        }
        if (unpacked != announced) {
            throw wrong(
                    group,
                    chunk,
                    "has a page at byte " + at + " that unpacks to " + unpacked + " bytes, but announces " + announced);
        }
    }

    /** Bytes at the beginning of a page that are never packed. */
    private static long levelBytes(PageHeader page) {
        return page.isSetData_page_header_v2()
                ? (long) page.getData_page_header_v2().getRepetition_levels_byte_length()
                        + page.getData_page_header_v2().getDefinition_levels_byte_length()
                : 0;
    }

    private static long values(PageHeader page) {
        if (page.isSetDictionary_page_header()) {
            return page.getDictionary_page_header().getNum_values();
        }
        if (page.isSetData_page_header_v2()) {
            return page.getData_page_header_v2().getNum_values();
        }
        return page.isSetData_page_header() ? page.getData_page_header().getNum_values() : 0;
    }

    private static IOException wrong(RowGroup group, ColumnChunkMetaData chunk, String what) {
        return new IOException(group + ": the column '" + chunk.getPath().toDotString() + "' " + what);
    }
}
