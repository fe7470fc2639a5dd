package dev.tandem.table;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * A column of a Parquet table that is read.
 *
 * @param name of the column
 * @param kind what is made of its values
 * @param width values of a row in memory: 1, or the length of a list
 * @param categories by their numbers, for a column of names
 */
record ParquetColumn(String name, Kind kind, int width, List<String> categories) implements Serializable {

    /** What is made of values. */
    enum Kind {
        NUMBERS,
        /** Numbers of the categories that texts or whole numbers name. */
        NAMES,
        /** Bytes, for a {@link CellReader}. */
        CELLS
    }

    ParquetColumn {
        categories = List.copyOf(categories);
    }

    /** Values of a row in a batch: one for each category. */
    int features() {
        return kind == Kind.NAMES ? categories.size() : width;
    }

    /** The type of the values of a column: its own, or that of the elements of a list. */
    static PrimitiveType leaf(Object file, MessageType schema, String name) throws IOException {
        Type type = schema.getType(name);
        while (!type.isPrimitive()) {
            if (type.asGroupType().getFieldCount() != 1) {
                throw new IOException(file + " has the column '" + name
                        + "' with columns of its own, but numbers, texts, bytes or lists are needed");
            }
            type = type.asGroupType().getType(0);
        }
        return type.asPrimitiveType();
    }

    /** What is made of the values of a column that is to give numbers. */
    static Kind kind(Object file, String name, PrimitiveType type) throws IOException {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (meaning instanceof DecimalLogicalTypeAnnotation) {
            return Kind.NUMBERS;
        }
        PrimitiveTypeName stored = type.getPrimitiveTypeName();
        boolean plain = meaning == null || meaning instanceof IntLogicalTypeAnnotation;
        if (plain && stored == PrimitiveTypeName.BINARY) {
            return Kind.CELLS;
        }
        if (!plain || stored == PrimitiveTypeName.INT96 || stored == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY) {
            throw new IOException(file + " has the column '" + name + "' of the type " + stored + " "
                    + (meaning == null ? "" : meaning)
                    + ", which is no number: leave it out, or take it as categories if it holds names");
        }
        return Kind.NUMBERS;
    }
}
