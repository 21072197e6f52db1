package org.example.service;

/** A request that is valid JSON but no drawing. */
class IllegalDrawingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IllegalDrawingException(String message) {
    super(message);
  }
}
