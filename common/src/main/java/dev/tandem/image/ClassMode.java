package dev.tandem.image;

import java.util.List;
import java.util.Locale;

/** What the targets are, with Keras's names. Every one but {@link #INPUT} has the shape (batch size, columns). */
public enum ClassMode {
    /** One-hot: a column for each class. */
    CATEGORICAL {
        @Override
        public int columns(int classes) {
            return classes;
        }
    },

    /** One column, 1 for the second of two classes. */
    BINARY {
        @Override
        public int columns(int classes) {
            return 1;
        }
    },

    /** One column, the number of the class; for losses such as {@code SPARSE_MCXENT}. */
    SPARSE {
        @Override
        public int columns(int classes) {
            return 1;
        }
    },

    /** A column for each class, 1 for each of a sample's labels, of which there may be any number. */
    MULTI_LABEL {
        @Override
        public int columns(int classes) {
            return classes;
        }
    },

    /** The model's input itself, after all changes, for autoencoders. */
    INPUT {
        @Override
        public int columns(int classes) {
            return 0;
        }
    };

    /** Columns of the targets; 0 if they are pictures. */
    public abstract int columns(int classes);

    /** The name in a job file. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a sample needs exactly one label. */
    boolean needsOneLabel() {
        return this != MULTI_LABEL && this != INPUT;
    }

    void requireClasses(List<String> classes) {
        if (this == BINARY && classes.size() != 2) {
            throw new IllegalArgumentException("Invalid class_mode: binary (needs exactly 2 classes, but there are "
                    + classes.size() + ": " + String.join(", ", classes) + ")");
        }
    }

    /**
     * Writes the targets of one sample into columns that are 0.
     *
     * @param offset of its first column
     */
    void fill(float[] targets, int offset, int[] labels) {
        for (int label : labels) {
            if (columns(2) == 1) {
                targets[offset] = label;
            } else {
                targets[offset + label] = 1;
            }
        }
    }
}
