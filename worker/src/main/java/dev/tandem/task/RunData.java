package dev.tandem.task;

import dev.tandem.data.Sequence;
import dev.tandem.data.TrainingData;
import dev.tandem.model.ModelDefinition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same for a whole run and travels to each executor once, as bytes that the user's own driver made.
 *
 * @param run unique name of the run
 * @param model how to build the network
 * @param train what to train on
 * @param validation what to evaluate, or null
 */
public record RunData(
        String run,
        ModelDefinition model,
        TrainingData train,
        @Nullable Sequence validation) implements Serializable {

    /**
     * Serializes with Java's own serialization, as Spark does with every closure.
     *
     * @throws IllegalArgumentException if a user's data is not serializable; the message names the class
     */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Cannot send the data to executors: " + e.getMessage()
                            + " is not serializable. Make such fields transient and open them on first use.",
                    e);
        }
        return bytes.toByteArray();
    }

    static RunData fromBytes(byte[] bytes) {
        try (ObjectInputStream in = new ContextObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (RunData) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new UncheckedIOException(new IOException("Cannot read the data description on an executor: " + e, e));
        }
    }

    /** Finds classes where Spark put the user's jars: in the task's context class loader. */
    private static final class ContextObjectInputStream extends ObjectInputStream {

        ContextObjectInputStream(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(
                        description.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
