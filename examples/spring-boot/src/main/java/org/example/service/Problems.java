package org.example.service;

import com.fasterxml.jackson.core.JacksonException;
import org.sketchsdk.core.LimitException;
import org.sketchsdk.render.image.ImageFormatException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Errors as bodies of RFC 9457, {@code application/problem+json}. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
  /** The SDK's messages name the rule and the limit, and contain nothing of the server. */
  @ExceptionHandler({
    ImageFormatException.class,
    IllegalDrawingException.class,
    LimitException.class
  })
  ProblemDetail refused(Exception e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, e.getMessage());
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (BodyLimit.isReached(e)) {
      ProblemDetail tooLarge =
          ProblemDetail.forStatusAndDetail(
              HttpStatus.PAYLOAD_TOO_LARGE, "the body is longer than this service accepts");
      return handleExceptionInternal(e, tooLarge, headers, HttpStatus.PAYLOAD_TOO_LARGE, request);
    }
    String detail =
        e.getCause() instanceof JacksonException json
            ? json.getOriginalMessage()
            : "the body cannot be read";
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    return handleExceptionInternal(e, problem, headers, status, request);
  }
}
