package dev.tandem.table;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Parquet wants to be told where records go; values are taken from its columns instead. */
final class SilentConverter extends GroupConverter {

    @Override
    public Converter getConverter(int fieldIndex) {
        return this;
    }

    @Override
    public PrimitiveConverter asPrimitiveConverter() {
        return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
}
