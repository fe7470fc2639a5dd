package dev.tandem.train;

import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One Spark of two threads for all tests of a class: {@code @RegisterExtension static final LocalSpark SPARK = new LocalSpark()}. */
final class LocalSpark implements BeforeAllCallback, AfterAllCallback {

    private @Nullable JavaSparkContext opened;

    JavaSparkContext context() {
        if (opened == null) {
            throw new IllegalStateException("Spark runs only while a class's tests do");
        }
        return opened;
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        opened = TestSpark.open("local[2]");
    }

    @Override
    public void afterAll(ExtensionContext test) {
        context().close();
        opened = null;
    }
}
