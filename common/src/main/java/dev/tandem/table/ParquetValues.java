package dev.tandem.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Function;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** How the value at which a reader stands is taken. */
final class ParquetValues {

    /** Takes a number. */
    interface AsNumber {
        float of(ColumnReader in);
    }

    private ParquetValues() {}

    static AsNumber number(PrimitiveType type) {
        if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
            return decimal(type, decimal.getScale());
        }
        boolean unsigned =
                type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer && !integer.isSigned();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> in -> in.getBoolean() ? 1 : 0;
            case INT32 -> unsigned ? in -> Integer.toUnsignedLong(in.getInteger()) : in -> in.getInteger();
            case INT64 ->
                unsigned ? in -> new BigInteger(Long.toUnsignedString(in.getLong())).floatValue() : in -> in.getLong();
            case FLOAT -> ColumnReader::getFloat;
            case DOUBLE -> in -> (float) in.getDouble();
            default -> throw new IllegalArgumentException("No number: " + type);
        };
    }

    private static AsNumber decimal(PrimitiveType type, int scale) {
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> in -> BigDecimal.valueOf(in.getInteger(), scale).floatValue();
            case INT64 -> in -> BigDecimal.valueOf(in.getLong(), scale).floatValue();
            default -> in -> new BigDecimal(new BigInteger(in.getBinary().getBytes()), scale).floatValue();
        };
    }

    /** Takes a name: a text, a whole number, true or false. */
    static Function<ColumnReader, String> name(PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case BINARY -> in -> in.getBinary().toStringUsingUTF8();
            case INT32 -> in -> Integer.toString(in.getInteger());
            case INT64 -> in -> Long.toString(in.getLong());
            case BOOLEAN -> in -> in.getBoolean() ? "1" : "0";
            default -> throw new IllegalArgumentException("No name: " + type);
        };
    }

    /** Whether values may be names of categories or classes. */
    static boolean isName(PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case BINARY, INT32, INT64, BOOLEAN -> true;
            default -> false;
        };
    }
}
