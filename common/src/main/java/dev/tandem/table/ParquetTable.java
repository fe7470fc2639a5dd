package dev.tandem.table;

import dev.tandem.data.DataFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The files of a Parquet table by their footers alone. */
final class ParquetTable {

    private final List<RowGroup> groups = new ArrayList<>();
    private final List<BlockMetaData> blocks = new ArrayList<>();
    private final MessageType schema;

    /** Reads the footers of all files. */
    ParquetTable(List<DataFile> files) throws IOException {
        List<MessageType> schemas = new ArrayList<>();
        for (DataFile file : files) {
            FileStatus status = file.status();
            ParquetMetadata footer = ParquetFooters.of(file, status);
            schemas.add(footer.getFileMetaData().getSchema());
            add(file, status.getLen(), footer.getBlocks());
        }
        schema = schemas.get(0);
        for (int i = 1; i < schemas.size(); i++) {
            if (!schemas.get(i).getFields().equals(schema.getFields())) {
                throw new IOException(files.get(i) + " has other columns than " + files.get(0) + ": "
                        + names(schemas.get(i)) + ", not " + names(schema) + ", or some of other types");
            }
        }
        if (rows() == 0) {
            throw new IOException(files.get(0) + " has no rows");
        }
    }

    private void add(DataFile file, long length, List<BlockMetaData> parts) throws IOException {
        long firstRow = 0;
        for (int number = 0; number < parts.size(); number++) {
            BlockMetaData block = parts.get(number);
            long rows = block.getRowCount();
            if (rows < 0 || rows + rows() > Integer.MAX_VALUE) {
                throw new IOException(file + ", row group " + number + ": has " + rows
                        + " rows, but a table can have at most " + Integer.MAX_VALUE);
            }
            if (rows > 0) {
                groups.add(new RowGroup(
                        file,
                        length,
                        number,
                        firstRow,
                        rows(),
                        (int) rows,
                        block.getStartingPos(),
                        Math.min(block.getCompressedSize(), length)));
                blocks.add(block);
            }
            firstRow += rows;
        }
    }

    List<RowGroup> groups() {
        return groups;
    }

    int rows() {
        if (groups.isEmpty()) {
            return 0;
        }
        RowGroup last = groups.get(groups.size() - 1);
        return last.start() + last.rows();
    }

    MessageType schema() {
        return schema;
    }

    List<String> names() {
        return names(schema);
    }

    private static List<String> names(MessageType schema) {
        return schema.getFields().stream().map(Type::getName).toList();
    }

    /** How many values each row of a column has, told by the sizes of the row groups. */
    int width(String column) throws IOException {
        long width = 0;
        for (int i = 0; i < groups.size(); i++) {
            RowGroup group = groups.get(i);
            ColumnChunkMetaData chunk = chunk(i, column);
            PageCheck.chunk(group, chunk);
            if (i == 0) {
                width = Math.max(1, chunk.getValueCount() / group.rows());
            }
            if (chunk.getValueCount() != width * group.rows()) {
                throw new IOException(group + ": the column '" + column + "' has " + chunk.getValueCount()
                        + " values in " + group.rows() + " rows, but all rows need " + width
                        + " as those of the first row group");
            }
        }
        return Math.toIntExact(width);
    }

    /** Bytes of a column in memory, if they are kept as they are. */
    long bytes(String column) throws IOException {
        long bytes = 0;
        for (int i = 0; i < groups.size(); i++) {
            bytes += chunk(i, column).getTotalUncompressedSize();
        }
        return bytes;
    }

    private ColumnChunkMetaData chunk(int group, String column) throws IOException {
        return blocks.get(group).getColumns().stream()
                .filter(chunk -> chunk.getPath().toArray()[0].equals(column))
                .findFirst()
                .orElseThrow(() -> new IOException(groups.get(group) + ": has no column '" + column + "'"));
    }
}
