package dev.tandem.table;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** What the bytes in a column mean, such as an encoded picture. */
public interface CellReader extends Serializable {

    /** The shape of one decoded cell: what follows the batch size in the input's shape. */
    List<Integer> shape();

    /**
     * Decodes one cell to as many values as the shape says; called from several threads at once.
     *
     * @throws IOException if it cannot be decoded; the message reads on after the place of the cell
     */
    float[] read(byte[] cell) throws IOException;
}
