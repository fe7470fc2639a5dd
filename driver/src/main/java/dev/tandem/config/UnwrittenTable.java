package dev.tandem.config;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.io.IOException;

/**
 * Stands for the rows of a query until Spark has written them.
 *
 * @param source the query
 */
public record UnwrittenTable(SparkSource source) implements Sequence {

    @Override
    public int length() {
        throw new IllegalStateException(message());
    }

    @Override
    public Batch get(int index) throws IOException {
        throw new IOException(message());
    }

    private String message() {
        return "The rows of \"" + source.query() + "\" are not known before Spark has run: tandem train writes them";
    }
}
